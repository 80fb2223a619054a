package org.antiphon.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.web3j.crypto.Credentials;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A development chain: anvil as a child process on a loopback port, chain id 1337, rules of the Paris fork, one block per
 * transaction, free gas. Its state is on disk and outlives it; a crash may cost the blocks of the last seconds.
 */
public final class DevChain implements AutoCloseable {

    /** The chain's id. */
    public static final long CHAIN_ID = 1337;

    private static final Logger log = LoggerFactory.getLogger(DevChain.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final DevChainOptions options;
    private final AnvilProcess process;
    private final DevChainState.Keeper keeper;

    private DevChain(DevChainOptions options, AnvilProcess process, DevChainState.Keeper keeper) {
        this.options = options;
        this.process = process;
        this.keeper = keeper;
    }

    /**
     * Starts the chain of a data directory. Installs anvil through npm when the cache does not have it, and ends a process
     * that an earlier, killed JVM left running on the same directory.
     */
    public static Mono<DevChain> start(DevChainOptions options) {
        return Mono.fromCallable(() -> startBlocking(options)).subscribeOn(Schedulers.boundedElastic());
    }

    /** JSON-RPC over http. */
    public String rpcUrl() {
        return "http://" + process.address();
    }

    /** JSON-RPC over WebSocket, on the same port. */
    public String wsUrl() {
        return "ws://" + process.address();
    }

    /** Both, as a client takes them. */
    public ChainEndpoint endpoint() {
        return ChainEndpoint.of(rpcUrl(), wsUrl());
    }

    /** One of the 50 funded accounts, 0 to 49, of the public development mnemonic. */
    public Credentials credentials(int index) {
        return DevAccounts.credentials(index);
    }

    /** The process's id. */
    public long pid() {
        return process.pid();
    }

    /** Ends the process after it has written its state. Blocks until it has, a second or two. */
    @Override
    public void close() {
        keeper.close();
        process.stop(STOP_TIMEOUT);
        new DevChainState(options.dataDirectory()).keepIfComplete();
        log.info("event=dev_chain_stopped pid={}", process.pid());
    }

    private static DevChain startBlocking(DevChainOptions options) throws IOException, InterruptedException {
        Files.createDirectories(options.dataDirectory());
        var binary = new AnvilInstaller(options.cacheDirectory()).binary();
        var pidFile = new PidFile(options.dataDirectory().resolve("anvil.pid"));
        pidFile.endOrphan(STOP_TIMEOUT);
        var state = new DevChainState(options.dataDirectory());
        state.repair();
        var process = AnvilProcess.start(binary, options, state.path());
        pidFile.write(process.handle());
        log.info("event=dev_chain_started url=http://{} pid={}", process.address(), process.pid());
        return new DevChain(
                options, process, state.keepEvery(options.stateInterval().multipliedBy(2)));
    }
}
