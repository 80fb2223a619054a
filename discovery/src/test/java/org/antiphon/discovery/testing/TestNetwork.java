package org.antiphon.discovery.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antiphon.chain.ChainAddresses;
import org.antiphon.chain.TestChain;
import org.antiphon.contracts.Arbitration;
import org.antiphon.contracts.ArbitratorRegistry;
import org.antiphon.contracts.AudiusToken;
import org.antiphon.contracts.ClaimsManager;
import org.antiphon.contracts.DelegateManagerV2;
import org.antiphon.contracts.EthereumSide;
import org.antiphon.contracts.GovernanceV2;
import org.antiphon.contracts.Payments;
import org.antiphon.contracts.RegistryKey;
import org.antiphon.contracts.ServiceProviderFactory;
import org.antiphon.contracts.Staking;
import org.antiphon.server.DatabaseConfig;
import org.awaitility.Awaitility;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Type;
import org.web3j.crypto.Sign;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.tx.Contract;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.ContractGasProvider;
import org.web3j.tx.gas.DefaultGasProvider;
import org.web3j.utils.Numeric;

/** The contracts of both sides on a development chain, with accounts that have AUDIO. */
public final class TestNetwork {
    public static final int GUARDIAN = 0;
    private static final int TREASURY = 4;

    private final TestChain chain;
    private final ChainAddresses addresses;

    public final AudiusToken token;
    public final Staking staking;
    public final ServiceProviderFactory providers;
    public final DelegateManagerV2 delegations;
    public final ClaimsManager claims;
    public final GovernanceV2 governance;
    public final Payments payments;
    public final ArbitratorRegistry arbitrators;
    public final Arbitration arbitration;

    public TestNetwork(TestChain chain) {
        this.chain = chain;
        this.addresses = chain.deployBothSides();
        token = load(EthereumSide.TOKEN, AudiusToken::load);
        staking = load(EthereumSide.STAKING, Staking::load);
        providers = load(EthereumSide.SERVICE_PROVIDER_FACTORY, ServiceProviderFactory::load);
        delegations = load(EthereumSide.DELEGATE_MANAGER, DelegateManagerV2::load);
        claims = load(EthereumSide.CLAIMS_MANAGER, ClaimsManager::load);
        governance = load(EthereumSide.GOVERNANCE, GovernanceV2::load);
        payments = load(EthereumSide.PAYMENTS, Payments::load);
        arbitrators = load(EthereumSide.ARBITRATOR_REGISTRY, ArbitratorRegistry::load);
        arbitration = load(EthereumSide.ARBITRATION, Arbitration::load);
    }

    /** Whole AUDIO in its smallest unit. */
    public static BigInteger audio(long amount) {
        return BigInteger.valueOf(amount).multiply(BigInteger.TEN.pow(18));
    }

    /** A word of text as the contracts keep it. */
    public static byte[] word(String text) {
        return RegistryKey.word(text).getValue();
    }

    /** The configuration of an indexer of both sides, which are on one chain here. */
    public Map<String, String> indexer(DatabaseConfig database) {
        var keys = new HashMap<>(Map.of(
                "antiphon.indexer.database.url", database.url(),
                "antiphon.indexer.database.username", database.username(),
                "antiphon.indexer.database.password", database.password().orElse(""),
                "antiphon.indexer.rpc-urls", chain.chain().rpcUrl(),
                "antiphon.indexer.chain-id", Long.toString(addresses.chainId()),
                "antiphon.indexer.entity-manager", addresses.entityManager(),
                "antiphon.indexer.play-ledger", addresses.playLedger(),
                "antiphon.indexer.ethereum.rpc-urls", chain.chain().rpcUrl(),
                "antiphon.indexer.ethereum.chain-id", Long.toString(addresses.chainId()),
                "antiphon.indexer.ethereum.finality", "5000"));
        keys.put("antiphon.indexer.ethereum.initial.voting-period", "20");
        keys.put("antiphon.indexer.ethereum.initial.decrease-stake-lockup", "30");
        Map.of(
                        "registry", EthereumSide.REGISTRY,
                        "governance", EthereumSide.GOVERNANCE,
                        "staking", EthereumSide.STAKING,
                        "service-type-manager", EthereumSide.SERVICE_TYPE_MANAGER,
                        "service-provider-factory", EthereumSide.SERVICE_PROVIDER_FACTORY,
                        "claims-manager", EthereumSide.CLAIMS_MANAGER,
                        "delegate-manager", EthereumSide.DELEGATE_MANAGER,
                        "payments", EthereumSide.PAYMENTS,
                        "arbitrator-registry", EthereumSide.ARBITRATOR_REGISTRY,
                        "arbitration", EthereumSide.ARBITRATION)
                .forEach((key, contract) ->
                        keys.put("antiphon.indexer.ethereum.contracts." + key, addresses.address(contract)));
        return keys;
    }

    public String account(int index) {
        return chain.account(index).getAddress();
    }

    /** Gives an account AUDIO that the contracts may take. */
    public void fund(int account, long amount) {
        send(TREASURY, token.transfer(account(account), audio(amount)), token);
        for (var spender : List.of(staking, payments, arbitrators, arbitration)) {
            send(account, token.approve(spender.getContractAddress(), audio(1_000_000_000)), token);
        }
    }

    /** Sends a call from an account and waits for its block; whether it succeeds is up to the contract. */
    public void send(int from, RemoteFunctionCall<?> call, Contract contract) {
        var sent = chain.send(from, contract.getContractAddress(), call.encodeFunctionCall());
        var web3j = chain.client().web3j();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> web3j.ethGetTransactionReceipt(sent)
                        .send()
                        .getTransactionReceipt()
                        .isPresent());
    }

    /** Has the guardian call a contract as Governance. */
    public void govern(RegistryKey key, String signature, Type<?>... arguments) {
        var data = Numeric.hexStringToByteArray(FunctionEncoder.encodeConstructor(List.of(arguments)));
        send(
                GUARDIAN,
                governance.guardianExecuteTransaction(key.word().getValue(), BigInteger.ZERO, signature, data),
                governance);
    }

    /** A seller's signature of an offer. */
    public byte[] signed(int seller, Payments.Offer offer) {
        var signature = Sign.signMessage(
                ask(payments.offerDigest(offer)), chain.account(seller).getEcKeyPair(), false);
        var bytes = new byte[65];
        System.arraycopy(signature.getR(), 0, bytes, 0, 32);
        System.arraycopy(signature.getS(), 0, bytes, 32, 32);
        bytes[64] = signature.getV()[0];
        return bytes;
    }

    public void mine(int blocks) {
        chain.mine(blocks);
    }

    public long head() {
        return TestChain.get(chain.client().blockSource().head());
    }

    /** The answer of a view. */
    public static <T> T ask(RemoteFunctionCall<T> call) {
        try {
            return call.send();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private <T> T load(String contract, Loader<T> loader) {
        var web3j = chain.client().web3j();
        var reader = new ReadonlyTransactionManager(web3j, account(GUARDIAN));
        return loader.load(addresses.address(contract), web3j, reader, new DefaultGasProvider());
    }

    /** A wrapper's way to a contract. */
    private interface Loader<T> {
        T load(String address, Web3j web3j, TransactionManager transactions, ContractGasProvider gas);
    }
}
