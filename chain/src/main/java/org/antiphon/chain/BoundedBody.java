package org.antiphon.chain;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, counted while it comes in and given up as soon as it is too long. Kept in the pieces it came in:
 * joined, large answers would need as much memory again, and in one piece.
 */
final class BoundedBody implements HttpResponse.BodySubscriber<InputStream> {

    private final CompletableFuture<InputStream> body = new CompletableFuture<>();
    private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
    private final long limit;
    private Flow.@Nullable Subscription upstream;
    private long size;

    BoundedBody(long limit) {
        this.limit = limit;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        upstream = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> received) {
        for (var piece : received) {
            size += piece.remaining();
            pieces.add(piece);
        }
        if (size > limit && upstream != null) {
            upstream.cancel();
            pieces.clear();
            body.completeExceptionally(
                    new OversizedAnswerException("more than %d bytes (expected: at most that)".formatted(limit)));
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(new Pieces(pieces));
    }

    /** Lets go of each piece as it is read. */
    private static final class Pieces extends InputStream {

        private final Deque<ByteBuffer> pieces;

        Pieces(Deque<ByteBuffer> pieces) {
            this.pieces = pieces;
        }

        @Override
        public int read() {
            var piece = next();
            return piece == null ? -1 : piece.get() & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            var piece = next();
            if (piece == null) {
                return -1;
            }
            var count = Math.min(length, piece.remaining());
            piece.get(target, offset, count);
            return count;
        }

        private @Nullable ByteBuffer next() {
            while (!pieces.isEmpty() && !pieces.getFirst().hasRemaining()) {
                pieces.removeFirst();
            }
            return pieces.peekFirst();
        }
    }
}
