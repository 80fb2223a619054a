package org.antiphon.standalone.embedded;

import java.nio.file.Path;
import java.util.Objects;
import org.antiphon.chain.ChainAddresses;
import org.antiphon.chain.ChainClient;
import org.antiphon.chain.ContractDeployer;
import org.antiphon.chain.DevChain;
import org.antiphon.chain.DevChainOptions;
import org.antiphon.chain.NodeRegistrar;
import org.antiphon.chain.NodeRegistrar.Registration;
import org.antiphon.contracts.DataLayer;
import org.antiphon.contracts.Deployment;
import org.antiphon.contracts.EthereumSide;
import org.antiphon.contracts.Parameters;
import org.antiphon.contracts.Roles;
import org.web3j.crypto.Credentials;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Mono;

/** The development chain with everything deployed on it, both sides on one chain. */
public final class EmbeddedChain implements AutoCloseable {
    /** What the contracts are deployed with. */
    public static final Parameters PARAMETERS = Parameters.development();

    /** What the development chain's accounts are used for, by their place in its mnemonic. */
    public enum Account {
        DEPLOYER(0),
        RELAY(1),
        PROXY_ADMIN(2),
        DISCOVERY(3),
        VERIFIER(4),
        CONTENT(5),
        TREASURY(6),
        OWNER(7);

        private final int index;

        Account(int index) {
            this.index = index;
        }
    }

    private final DevChain chain;
    private final ChainClient client;
    private final ChainAddresses contracts;

    private EmbeddedChain(DevChain chain, ChainClient client, ChainAddresses contracts) {
        this.chain = chain;
        this.client = client;
        this.contracts = contracts;
    }

    /** Starts the chain of a folder and deploys what is missing on it. */
    public static EmbeddedChain start(Path data, Path cache) {
        var chain = get(DevChain.start(DevChainOptions.of(data, cache)));
        var client = ChainClient.connect(chain.endpoint());
        try {
            var deployer = chain.credentials(Account.DEPLOYER.index);
            var contracts = get(new ContractDeployer(client).deploy(deployer, deployment(chain), DevChain.CHAIN_ID));
            return new EmbeddedChain(chain, client, contracts);
        } catch (RuntimeException failure) {
            client.close();
            chain.close();
            throw failure;
        }
    }

    /** Stakes for a node and registers it, with an account that is both its owner and its own. */
    public void register(String type, String endpoint, Account account) {
        var owner = credentials(account);
        var minimum = PARAMETERS.minimumStake(type);
        var registration = new Registration(type, endpoint, minimum, owner.getAddress());
        get(new NodeRegistrar(client, contracts).register(registration, owner, credentials(Account.TREASURY)));
    }

    /** Where the contracts are. */
    public ChainAddresses contracts() {
        return contracts;
    }

    /** JSON-RPC over HTTP. */
    public String rpcUrl() {
        return chain.rpcUrl();
    }

    /** JSON-RPC over WebSocket. */
    public String wsUrl() {
        return chain.wsUrl();
    }

    /** The address of an account, hex with {@code 0x}. */
    public String address(Account account) {
        return credentials(account).getAddress();
    }

    /** The private key of an account, 64 hex digits. */
    public String privateKey(Account account) {
        return Numeric.toHexStringNoPrefixZeroPadded(
                credentials(account).getEcKeyPair().getPrivateKey(), 64);
    }

    @Override
    public void close() {
        client.close();
        chain.close();
    }

    private Credentials credentials(Account account) {
        return chain.credentials(account.index);
    }

    private static Deployment deployment(DevChain chain) {
        var roles = new Roles(
                address(chain, Account.DEPLOYER),
                address(chain, Account.OWNER),
                address(chain, Account.PROXY_ADMIN),
                address(chain, Account.VERIFIER),
                address(chain, Account.RELAY),
                address(chain, Account.TREASURY));
        return DataLayer.deployment(roles, DevChain.CHAIN_ID).then(EthereumSide.deployment(roles, PARAMETERS));
    }

    private static String address(DevChain chain, Account account) {
        return chain.credentials(account.index).getAddress();
    }

    private static <T> T get(Mono<T> mono) {
        return Objects.requireNonNull(mono.block());
    }
}
