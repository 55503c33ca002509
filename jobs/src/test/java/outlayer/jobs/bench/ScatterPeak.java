package outlayer.jobs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import outlayer.linalg.Blas;
import outlayer.linalg.NativeMatrix;

/** What two cores can do at most: dsyrk from two threads, each on blocks of its own that never leave memory. */
final class ScatterPeak {

    private static final int THREADS = 2;
    private static final int REPETITIONS = 3;

    private ScatterPeak() {}

    /** GF/s at dimension d, of the best block size, over about as much work as one layer of that shape. */
    static double measure(TableShape shape) {
        double best = 0;
        for (int blockRows : new int[] {1024, 2048, 4096}) {
            int rows = Math.min(blockRows, shape.n());
            best = Math.max(best, rate(shape, rows));
        }
        return best;
    }

    private static double rate(TableShape shape, int rows) {
        int calls = Math.max(1, shape.n() / (THREADS * rows));
        List<NativeMatrix> blocks = new ArrayList<>();
        List<NativeMatrix> scatters = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int i = 0; i < THREADS; i++) {
                blocks.add(Noise.matrix(rows, shape.d(), i));
                scatters.add(NativeMatrix.allocate(shape.d(), shape.d()));
            }
            double seconds = Stopwatch.best(REPETITIONS, () -> {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    NativeMatrix block = blocks.get(i);
                    NativeMatrix scatter = scatters.get(i);
                    running.add(threads.submit(() -> scatter(block, scatter, calls)));
                }
                await(running);
            });
            return THREADS * calls * (double) rows * shape.d() * (shape.d() + 1) / seconds / 1e9;
        } finally {
            threads.shutdown();
            blocks.forEach(NativeMatrix::close);
            scatters.forEach(NativeMatrix::close);
        }
    }

    private static void scatter(NativeMatrix block, NativeMatrix scatter, int calls) {
        for (int call = 0; call < calls; call++) {
            Blas.scatter(block, block.rows(), call == 0 ? 0 : 1, scatter);
        }
    }

    private static void await(List<Future<?>> running) throws InterruptedException, ExecutionException {
        for (Future<?> one : running) {
            one.get();
        }
    }
}
