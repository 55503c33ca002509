package outlayer.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Draws many figures at once, a renderer per thread. A drawing does not depend on what its renderer drew before, so the result
 * is the same on any number of threads.
 */
final class Drawings {

    /** A further renderer pays for loading ECharts with about so many figures. */
    private static final int WORTH_A_RENDERER = 4;

    private static final int MOST_THREADS = 4;

    private final ConcurrentLinkedQueue<SvgRenderer> idle = new ConcurrentLinkedQueue<>();

    /** Begins to draw; the answer waits for SVG by figure id, in the order of the figures. Meanwhile other files may be written. */
    Supplier<Map<String, String>> begin(List<Figure> figures) {
        int useful = Math.max(1, figures.size() / WORTH_A_RENDERER);
        int threads =
                Math.min(Math.min(useful, MOST_THREADS), Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "outlayer-drawing");
            thread.setDaemon(true);
            return thread;
        });
        List<Future<String>> drawings =
                figures.stream().map(figure -> pool.submit(() -> draw(figure))).toList();
        pool.shutdown();
        return () -> {
            Map<String, String> byId = new LinkedHashMap<>();
            try {
                for (int i = 0; i < figures.size(); i++) {
                    byId.put(figures.get(i).id(), drawn(drawings.get(i)));
                }
            } finally {
                pool.shutdownNow();
            }
            return byId;
        };
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
