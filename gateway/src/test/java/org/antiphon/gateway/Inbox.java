package org.antiphon.gateway;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** What a client got of a call. */
final class Inbox<T> implements StreamObserver<T> {
    final List<T> messages = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();

    @Override
    public void onNext(T value) {
        messages.add(value);
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        end.complete(true);
    }

    /** Waits for the end of the call. */
    List<T> completed() {
        end.orTimeout(20, TimeUnit.SECONDS).join();
        return messages;
    }

    /** Waits for the call to fail. */
    com.google.rpc.Status failed() {
        return end.orTimeout(20, TimeUnit.SECONDS)
                .handle((done, failure) -> Protocol.errorOf(failure))
                .join();
    }
}
