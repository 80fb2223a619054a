package org.antiphon.standalone;

import java.util.concurrent.CountDownLatch;

/** Lets the main thread close everything in order before a signal ends the process. */
final class Shutdown {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    /** From now on a signal asks this instead of ending the process at once. */
    static Shutdown onSignal() {
        var shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::hold, "shutdown"));
        return shutdown;
    }

    /** Blocks until a signal came. */
    void awaitSignal() throws InterruptedException {
        asked.await();
    }

    /** Everything is closed; the process may end. */
    void finished() {
        done.countDown();
    }

    private void hold() {
        asked.countDown();
        try {
            done.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
