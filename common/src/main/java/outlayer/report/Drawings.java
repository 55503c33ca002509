package outlayer.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Draws many figures at once, a renderer per thread. A drawing does not depend on what its renderer drew before, so the result
 * is the same on any number of threads.
 */
final class Drawings {

    /** A further renderer pays for loading ECharts with about so many figures. */
    private static final int WORTH_A_RENDERER = 4;

    private static final int MOST_THREADS = 4;

    private final ConcurrentLinkedQueue<SvgRenderer> idle = new ConcurrentLinkedQueue<>();

    /** SVG by figure id, in the order of the figures. */
    Map<String, String> of(List<Figure> figures) {
        int useful = Math.max(1, figures.size() / WORTH_A_RENDERER);
        int threads =
                Math.min(Math.min(useful, MOST_THREADS), Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "outlayer-drawing");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<String>> drawings = new ArrayList<>();
            figures.forEach(figure -> drawings.add(pool.submit(() -> draw(figure))));
            Map<String, String> byId = new LinkedHashMap<>();
            for (int i = 0; i < figures.size(); i++) {
                byId.put(figures.get(i).id(), drawn(drawings.get(i)));
            }
            return byId;
        } finally {
            pool.shutdownNow();
        }
    }

    private String draw(Figure figure) {
        SvgRenderer found = idle.poll();
        SvgRenderer renderer = found == null ? new SvgRenderer() : found;
        try {
            return renderer.render(figure);
        } finally {
            idle.add(renderer);
        }
    }

    private static String drawn(Future<String> drawing) {
        try {
            return drawing.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while figures were drawn", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("A figure cannot be drawn", e.getCause());
        }
    }
}
