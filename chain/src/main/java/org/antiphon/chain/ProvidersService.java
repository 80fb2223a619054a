package org.antiphon.chain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.web3j.protocol.Service;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;

/** web3j's way to the nodes; its own services need a thread per request. */
final class ProvidersService extends Service {

    private final Providers providers;

    ProvidersService(Providers providers) {
        super(false);
        this.providers = providers;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public <T extends Response> CompletableFuture<T> sendAsync(Request request, Class<T> responseType) {
        return providers
                .ask(provider -> provider.rpc().call((Request<?, T>) request))
                .toFuture();
    }

    @Override
    protected InputStream performIO(String payload) throws IOException {
        var bytes = payload.getBytes(StandardCharsets.UTF_8);
        try {
            return new ByteArrayInputStream(providers
                    .ask(provider -> provider.rpc().raw(bytes))
                    .toFuture()
                    .get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(
                    "interrupted while waiting for " + providers.current().name());
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    @Override
    public void close() {}
}
