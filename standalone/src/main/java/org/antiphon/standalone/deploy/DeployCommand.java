package org.antiphon.standalone.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.antiphon.chain.AddressBook;
import org.antiphon.chain.ChainAddresses;
import org.antiphon.chain.DeploymentPlan;
import org.antiphon.contracts.DataLayer;
import org.antiphon.contracts.Deployment;
import org.antiphon.contracts.EthereumSide;
import org.antiphon.contracts.Parameters;
import org.antiphon.contracts.Roles;
import org.web3j.crypto.Credentials;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code antiphon deploy}: the contracts, on any chain. */
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description = {
            "Deploy all contracts, or what is missing of them. Shows first what is there and what will be sent; run again, it goes on where it was.",
            "Exit code 0 when everything is there, or with --dry-run when the plan was made; 1 when not; 2 for a wrong argument."
        })
public final class DeployCommand implements Callable<Integer> {
    private static final String KEY_VARIABLE = "ANTIPHON_DEPLOYER_KEY";
    private static final Pattern KEY = Pattern.compile("(0x)?[0-9a-fA-F]{64}");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Spec
    private CommandSpec spec;

    @Option(names = "--rpc", required = true, description = "JSON-RPC of the chain for users' writes and plays.")
    private URI rpc;

    @Option(
            names = "--rpc-ethereum",
            description = "JSON-RPC of the chain for token, stake and governance (default: the same chain).")
    private Optional<URI> rpcEthereum;

    @Option(
            names = "--key-file",
            description = "File with the deployer's private key in hex (default: the variable " + KEY_VARIABLE
                    + "). Take a wallet that has sent nothing yet.")
    private Optional<Path> keyFile;

    @Option(
            names = "--out",
            defaultValue = "addresses.json",
            description = "The address book to write (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--parameters", description = "JSON file with parameters that differ from those on Ethereum.")
    private Optional<Path> parameters;

    @Option(
            names = "--domain-chain-id",
            description = "Chain id that users sign for (default: that of the chain itself).")
    private Optional<Long> domainChainId;

    @Mixin
    private final RoleOptions roles = new RoleOptions();

    @Option(names = "--dry-run", description = "Show the plan and send nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the plan as JSON and no progress.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var deployer = Credentials.create(key());
        var chosen = parameters.isPresent() ? ParametersFile.read(parameters.get()) : Parameters.mainnet();
        var book = AddressBook.read(out);
        try (var dataLayer = new Target(rpc, book.map(AddressBook::dataLayer).orElse(null));
                var ethereum = new Target(
                        rpcEthereum.orElse(rpc), book.map(AddressBook::ethereum).orElse(null))) {
            deploy(dataLayer, ethereum, roles.of(deployer.getAddress()), chosen, deployer);
        }
        return 0;
    }

    private void deploy(Target dataLayer, Target ethereum, Roles accounts, Parameters chosen, Credentials deployer)
            throws IOException {
        var first = DataLayer.deployment(accounts, domainChainId.orElseGet(dataLayer::chainId));
        var second = EthereumSide.deployment(accounts, chosen);
        var works = new ArrayList<Work>();
        if (rpcEthereum.isPresent()) {
            requireTwoChains(dataLayer, ethereum);
            works.add(Work.plan(dataLayer, first, deployer));
            works.add(Work.plan(ethereum, second, deployer));
        } else {
            works.add(Work.plan(dataLayer, first.then(second), deployer));
        }
        show(works.stream().map(Work::plan).toList());
        works.forEach(work -> work.plan().requireOwnCode());
        if (!dryRun) {
            works.forEach(work -> work.plan().requireFunds());
            writeBook(new AddressBook(
                    works.getFirst().addresses(), works.getLast().addresses()));
            works.forEach(work -> work.carryOut(deployer, this::tell));
            tell("everything is there; the addresses are in " + out);
        }
    }

    /** Whoever reads the book relies on it: that of another deployment is not overwritten. */
    private void writeBook(AddressBook book) throws IOException {
        var there = AddressBook.read(out);
        if (there.isPresent() && !there.get().isSameDeployment(book)) {
            throw new IllegalArgumentException(
                    "--out %s: the address book of another deployment (expected: a new file, or the deployer it was written for)"
                            .formatted(out));
        }
        book.write(out);
    }

    private void show(List<DeploymentPlan> plans) throws JsonProcessingException {
        PrintWriter writer = spec.commandLine().getOut();
        if (json) {
            writer.println(JSON.writeValueAsString(Map.of("chains", PlanReport.documents(plans))));
        } else {
            plans.forEach(plan -> new PlanReport(plan).print(writer));
        }
        writer.flush();
    }

    private void tell(String line) {
        if (!json) {
            spec.commandLine().getOut().println(line);
            spec.commandLine().getOut().flush();
        }
    }

    private static void requireTwoChains(Target dataLayer, Target ethereum) {
        if (dataLayer.chainId() == ethereum.chainId()) {
            throw new IllegalArgumentException("--rpc-ethereum: chain %d (expected: another chain than that of --rpc)"
                    .formatted(ethereum.chainId()));
        }
    }

    private String key() throws IOException {
        var key = keyFile.isPresent()
                ? Files.readString(keyFile.get()).strip()
                : System.getenv().getOrDefault(KEY_VARIABLE, "");
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "the deployer's key is not shown (expected: 64 hex digits in --key-file or in " + KEY_VARIABLE
                            + ")");
        }
        return key;
    }

    /** What is to be done on one chain. */
    private record Work(Target target, DeploymentPlan plan) {
        static Work plan(Target target, Deployment deployment, Credentials deployer) {
            return new Work(target, target.plan(deployer.getAddress(), deployment));
        }

        ChainAddresses addresses() {
            return target.addresses(plan);
        }

        void carryOut(Credentials deployer, Consumer<String> progress) {
            var count = plan.pending().size();
            var sent = new AtomicInteger();
            target.carryOut(
                    plan, deployer, name -> progress.accept("%d/%d %s".formatted(sent.incrementAndGet(), count, name)));
        }
    }
}
