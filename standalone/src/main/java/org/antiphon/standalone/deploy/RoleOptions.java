package org.antiphon.standalone.deploy;

import java.util.Optional;
import java.util.regex.Pattern;
import org.antiphon.contracts.Roles;
import picocli.CommandLine.Option;

/** Who may do what with the contracts, as options. */
final class RoleOptions {
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
    private static final Pattern NO_ADDRESS = Pattern.compile("0x0{40}");

    @Option(
            names = "--proxy-admin",
            required = true,
            description = "May upgrade EntityManager and PlayLedger, and nothing else; an account of its own.")
    private String proxyAdmin;

    @Option(names = "--owner", description = "Owns PlayLedger, guards Governance (default: the deployer).")
    private Optional<String> owner;

    @Option(names = "--verifier", description = "Marks users as verified (default: the owner).")
    private Optional<String> verifier;

    @Option(names = "--recorder", required = true, description = "Records plays: the relay's wallet.")
    private String recorder;

    @Option(names = "--treasury", description = "Gets the first supply of AUDIO (default: the owner).")
    private Optional<String> treasury;

    Roles of(String deployer) {
        var guardian = owner.orElse(deployer);
        return new Roles(
                deployer,
                address("--owner", guardian),
                address("--proxy-admin", proxyAdmin),
                address("--verifier", verifier.orElse(guardian)),
                address("--recorder", recorder),
                address("--treasury", treasury.orElse(guardian)));
    }

    private static String address(String option, String value) {
        if (!ADDRESS.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: an address, 0x and 40 hex digits)".formatted(option, value));
        }
        if (NO_ADDRESS.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: an address other than zero)".formatted(option, value));
        }
        return value;
    }
}
