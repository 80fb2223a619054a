package org.antiphon.contracts;

/**
 * Who may do what with the contracts of a {@link Deployment}. Addresses are hex with {@code 0x}.
 *
 * @param deployer sends the transactions and may do nothing any more at the end
 * @param owner owns PlayLedger and is the guardian of Governance at the end; may be the deployer
 * @param proxyAdmin may upgrade the data layer, and nothing else: a transparent proxy never lets its admin through to the
 *     logic
 * @param verifier marks users as verified
 * @param recorder records plays: the relay's wallet
 * @param treasury gets the first supply of AUDIO
 */
public record Roles(
        String deployer, String owner, String proxyAdmin, String verifier, String recorder, String treasury) {

    /** Refuses a proxy admin that would lock out an account of another role. */
    public Roles {
        refuseAdmin(proxyAdmin, deployer, "the deployer");
        refuseAdmin(proxyAdmin, owner, "the owner");
        refuseAdmin(proxyAdmin, verifier, "the verifier");
        refuseAdmin(proxyAdmin, recorder, "the recorder");
    }

    private static void refuseAdmin(String proxyAdmin, String account, String role) {
        if (proxyAdmin.equalsIgnoreCase(account)) {
            throw new IllegalArgumentException(
                    "proxyAdmin: " + proxyAdmin + " (expected: an account other than " + role + ")");
        }
    }
}
