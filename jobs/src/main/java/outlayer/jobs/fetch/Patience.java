package outlayer.jobs.fetch;

import java.time.Duration;

/**
 * How often and how long a fetch waits for a server.
 *
 * @param attempts in a row that bring nothing new, before it gives up
 * @param first pause after the first of them; each further one is twice as long
 * @param longest pause, whoever asks for it
 * @param silence without a byte after which a connection counts as broken
 */
record Patience(int attempts, Duration first, Duration longest, Duration silence, Pause pause) {

    static final Patience USUAL = new Patience(
            8,
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            Duration.ofSeconds(60),
            wait -> Thread.sleep(wait.toMillis()));

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        void pause(Duration wait) throws InterruptedException;
    }

    /** The pause after so many of them; after none, where something new came before the break, the first. */
    Duration after(int fruitless) {
        Duration wait = first.multipliedBy(1L << Math.max(0, Math.min(fruitless - 1, 20)));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
