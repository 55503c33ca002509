package outlayer.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Order and overlap are seen by latches: a conveyor that did one thing after another would wait for ever. */
@Timeout(60)
class ConveyorTest {

    private static final String NAME = "conveyor-test";

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(NAME)) {
                thread.join(); // its last task has ended; it may still be on its way out
            }
        }
    }

    private static Conveyor.Source<Integer> numbers(int count) {
        Iterator<Integer> numbers = IntStream.rangeClosed(1, count).iterator();
        return () -> numbers.hasNext() ? numbers.next() : null;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 50})
    void everyItemPassesAllStepsInOrder(int count) throws InterruptedException {
        List<String> finished = new ArrayList<>();
        List<Thread> workers = new ArrayList<>();
        Conveyor.<Integer, String>run(
                NAME,
                numbers(count),
                number -> {
                    workers.add(Thread.currentThread());
                    return "item " + number;
                },
                finished::add);

        assertThat(finished)
                .isEqualTo(IntStream.rangeClosed(1, count)
                        .mapToObj(i -> "item " + i)
                        .toList());
        assertThat(workers).allMatch(Thread.currentThread()::equals);
    }

    /** While item 2 is worked on, item 1 is finished and item 3 prepared: the work on 2 waits for both. */
    @Test
    void theNextIsPreparedAndTheLastFinishedMeanwhile() throws InterruptedException {
        CountDownLatch thirdPrepared = new CountDownLatch(1);
        CountDownLatch firstFinished = new CountDownLatch(1);
        Conveyor.Source<Integer> source = numbers(4);
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());
        Conveyor.<Integer, Integer>run(
                NAME,
                () -> {
                    Integer next = source.next();
                    if (next != null && next == 3) {
                        thirdPrepared.countDown();
                    }
                    return next;
                },
                number -> {
                    if (number == 2) {
                        thirdPrepared.await();
                        firstFinished.await();
                    }
                    return number;
                },
                number -> {
                    done.add(number);
                    firstFinished.countDown();
                });
        assertThat(done).containsExactly(1, 2, 3, 4);
    }

    /** Prepared and not yet finished. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noMoreThanThreeItemsAreAlive(long seed) throws InterruptedException {
        Random random = new Random(seed);
        AtomicInteger alive = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Conveyor.Source<Integer> source = numbers(40);
        Conveyor.<Integer, Integer>run(
                NAME,
                () -> {
                    Integer next = source.next();
                    if (next != null) {
                        most.accumulateAndGet(alive.incrementAndGet(), Math::max);
                    }
                    return next;
                },
                number -> {
                    pause(random.nextInt(3));
                    return number;
                },
                number -> {
                    pause(number % 3);
                    alive.decrementAndGet();
                });
        assertThat(most).hasValueLessThanOrEqualTo(3);
        assertThat(alive).hasValue(0);
    }

    private static void pause(int milliseconds) throws InterruptedException {
        Thread.sleep(milliseconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "work", "sink"})
    void aFailureOfAnyStepIsThrownAsItIs(String step) {
        AtomicInteger sunk = new AtomicInteger();
        Conveyor.Source<Integer> source = numbers(9);
        assertThatThrownBy(() -> Conveyor.<Integer, Integer>run(
                        NAME,
                        () -> {
                            Integer next = source.next();
                            failAtFive(next, step.equals("source"), step);
                            return next;
                        },
                        number -> {
                            failAtFive(number, step.equals("work"), step);
                            return number;
                        },
                        number -> {
                            failAtFive(number, step.equals("sink"), step);
                            sunk.incrementAndGet();
                        }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(step + " cannot take 5");
        assertThat(sunk.get()).isLessThanOrEqualTo(4);
    }

    private static void failAtFive(@Nullable Integer number, boolean here, String step) {
        if (here && number != null && number == 5) {
            throw new IllegalArgumentException(step + " cannot take 5");
        }
    }

    @Test
    void aCheckedFailureIsTheCause() {
        assertThatThrownBy(() -> Conveyor.<Integer, Integer>run(NAME, numbers(3), number -> number, number -> {
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(NAME + " failed: the disk is full")
                .hasCauseInstanceOf(IOException.class);
    }

    /** The steps in the background are interrupted as well, and have ended when the caller sees it. */
    @Test
    void anInterruptEndsAllThree() throws InterruptedException {
        CountDownLatch preparing = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Throwable> background = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                Conveyor.<Integer, Integer>run(
                        NAME,
                        () -> {
                            preparing.countDown();
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                background.set(e);
                                throw e;
                            }
                            return 1;
                        },
                        number -> number,
                        number -> {});
            } catch (InterruptedException | RuntimeException e) {
                thrown.set(e);
            }
        });
        caller.start();
        preparing.await();
        caller.interrupt();
        caller.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(background.get()).isInstanceOf(InterruptedException.class);
    }
}
