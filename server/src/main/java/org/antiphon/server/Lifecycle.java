package org.antiphon.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was opened, last first, and lets no failure keep the rest open. */
public final class Lifecycle implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

    private record Part(String name, AutoCloseable resource) {}

    private final String owner;
    private final Deque<Part> parts = new ArrayDeque<>();

    public Lifecycle(String owner) {
        this.owner = owner;
    }

    public synchronized void add(String name, AutoCloseable resource) {
        parts.push(new Part(name, resource));
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            var part = parts.pop();
            try {
                part.resource().close();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                log.warn("owner={} part={} interrupted while closing", owner, part.name());
            } catch (Exception failure) {
                log.warn("owner={} part={} failed to close", owner, part.name(), failure);
            }
        }
    }
}
