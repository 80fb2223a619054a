package org.antiphon.chain;

import java.math.BigInteger;
import org.antiphon.contracts.AudiusToken;
import org.antiphon.contracts.EthereumSide;
import org.antiphon.contracts.Parameters;
import org.web3j.protocol.Web3j;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.ContractGasProvider;
import org.web3j.tx.gas.StaticGasProvider;

/** The accounts of a development chain as callers of its contracts, through the generated wrappers. */
public final class Wallets {
    private static final ContractGasProvider GAS =
            new StaticGasProvider(BigInteger.ZERO, BigInteger.valueOf(8_000_000));
    private static final int TREASURY = 4;

    private final TestChain chain;
    private final ChainAddresses addresses;

    /** On a chain with both sides deployed. */
    public Wallets(TestChain chain, ChainAddresses addresses) {
        this.chain = chain;
        this.addresses = addresses;
    }

    TestChain chain() {
        return chain;
    }

    String account(int index) {
        return chain.account(index).getAddress();
    }

    /** Gives AUDIO to somebody, which a contract may take. */
    void fund(int person, String spender, long amount) throws Exception {
        token(TREASURY).transfer(account(person), Parameters.audio(amount)).send();
        token(person)
                .approve(addresses.address(spender), Parameters.audio(amount))
                .send();
    }

    AudiusToken token(int person) {
        return load(AudiusToken::load, EthereumSide.TOKEN, person);
    }

    <T> T load(Wrapper<T> wrapper, String contract, int person) {
        var web3j = chain.client().web3j();
        var sender = new RawTransactionManager(web3j, chain.account(person), DevChain.CHAIN_ID, 1_000, 10);
        return wrapper.load(addresses.address(contract), web3j, sender, GAS);
    }

    interface Wrapper<T> {
        T load(String address, Web3j web3j, TransactionManager sender, ContractGasProvider gas);
    }
}
