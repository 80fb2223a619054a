package org.antiphon.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A line to a server that a test can cut and mend. */
final class FaultyLine implements AutoCloseable {

    private final ServerSocket server;
    private final URI target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean cut;

    private FaultyLine(ServerSocket server, URI target) {
        this.server = server;
        this.target = target;
    }

    static FaultyLine to(String url) {
        try {
            var line = new FaultyLine(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), URI.create(url));
            line.threads.execute(line::accept);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return target.getScheme() + "://127.0.0.1:" + server.getLocalPort();
    }

    /** How many connections there are. */
    int connections() {
        return open.size() / 2;
    }

    /** Ends all connections, and each new one at once. */
    void cut() {
        cut = true;
        open.forEach(FaultyLine::end);
        open.clear();
    }

    /** Lets new connections through. */
    void mend() {
        cut = false;
    }

    @Override
    public void close() throws IOException {
        cut();
        server.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var near = server.accept();
                if (cut) {
                    near.close();
                    continue;
                }
                var far = new Socket(target.getHost(), target.getPort());
                open.addAll(List.of(near, far));
                threads.execute(() -> copy(near, far));
                threads.execute(() -> copy(far, near));
            } catch (IOException away) {
                // Closed, which ends the loop, or nobody is there at the far end.
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // Ends like any other line: both sides are closed below.
        } finally {
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
