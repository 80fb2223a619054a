package org.antiphon.contracts;

import java.util.List;

/**
 * Who may do what with the contracts of a {@link Deployment}. Addresses are hex with {@code 0x}.
 *
 * @param owner allows recorders; the deployer, since it makes those calls
 * @param proxyAdmin may upgrade, and nothing else: a transparent proxy never lets its admin through to the logic
 * @param verifier marks users as verified
 * @param recorders accounts that record plays
 * @param domainChainId chain id in EntityManager's EIP-712 domain
 */
public record Roles(String owner, String proxyAdmin, String verifier, List<String> recorders, long domainChainId) {

    /** Refuses a proxy admin that would lock out the owner, the verifier or a recorder. */
    public Roles {
        recorders = List.copyOf(recorders);
        refuseAdmin(proxyAdmin, owner, "the owner");
        refuseAdmin(proxyAdmin, verifier, "the verifier");
        for (var recorder : recorders) {
            refuseAdmin(proxyAdmin, recorder, "a recorder");
        }
    }

    private static void refuseAdmin(String proxyAdmin, String account, String role) {
        if (proxyAdmin.equalsIgnoreCase(account)) {
            throw new IllegalArgumentException(
                    "proxyAdmin: " + proxyAdmin + " (expected: an account other than " + role + ")");
        }
    }
}
