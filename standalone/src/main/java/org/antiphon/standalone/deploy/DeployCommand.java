package org.antiphon.standalone.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.web3j.crypto.Credentials;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
    private static final Pattern HTTP = Pattern.compile("https?", Pattern.CASE_INSENSITIVE);
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
        try {
            carryOut(order());
            return ExitCode.OK;
        } catch (ParameterException wrong) {
            spec.commandLine().getErr().println("antiphon: " + wrong.getMessage());
            return ExitCode.USAGE;
        }
    }

    /** What the arguments ask for. What is wrong with them shows before any chain is asked. */
    private Order order() {
        try {
            requireHttp("--rpc", rpc);
            rpcEthereum.ifPresent(url -> requireHttp("--rpc-ethereum", url));
            requireDomain();
            var deployer = Credentials.create(key());
            var chosen = parameters.isPresent() ? ParametersFile.read(parameters.get()) : Parameters.mainnet();
            var accounts = roles.of(deployer.getAddress());
            return new Order(
                    deployer, accounts, chosen, EthereumSide.deployment(accounts, chosen), AddressBook.read(out));
        } catch (IllegalArgumentException wrong) {
            throw wrongArgument(String.valueOf(wrong.getMessage()), wrong);
        } catch (FileSystemException unreadable) {
            throw wrongArgument(unreadable.getFile() + " (expected: a file that can be read)", unreadable);
        } catch (IOException unreadable) {
            throw wrongArgument(unreadable.getMessage() + " (expected: files that can be read)", unreadable);
        }
    }

    private void carryOut(Order order) throws IOException {
        var book = order.book();
        try (var dataLayer = new Target(rpc, book.map(AddressBook::dataLayer).orElse(null));
                var ethereum = new Target(
                        rpcEthereum.orElse(rpc), book.map(AddressBook::ethereum).orElse(null))) {
            deploy(dataLayer, ethereum, order);
        }
    }

    private void deploy(Target dataLayer, Target ethereum, Order order) throws IOException {
        var chainId = dataLayer.chainId();
        var domain = domainChainId.orElse(chainId);
        var first = DataLayer.deployment(order.accounts(), domain);
        var fingerprint = Fingerprint.of(order.accounts(), domain, order.chosen());
        order.requireChosenAsInTheBook(out, chainId, first, fingerprint);
        var works = works(dataLayer, ethereum, order, first);
        show(works.stream().map(Work::plan).toList());
        works.forEach(work -> work.plan().requireOwnCode());
        var book = order.inKeepingWithTheBook(
                out,
                new AddressBook(works.getFirst().addresses(), works.getLast().addresses(), fingerprint));
        if (!dryRun) {
            works.forEach(work -> work.plan().requireFunds());
            book.write(out);
            works.forEach(work -> work.carryOut(order.deployer(), this::tell));
            tell("everything is there; the addresses are in " + out);
        }
    }

    private List<Work> works(Target dataLayer, Target ethereum, Order order, Deployment first) {
        var second = order.ethereumSide();
        if (rpcEthereum.isEmpty()) {
            return List.of(Work.plan(dataLayer, first.then(second), order.deployer()));
        }
        requireTwoChains(dataLayer, ethereum);
        return List.of(Work.plan(dataLayer, first, order.deployer()), Work.plan(ethereum, second, order.deployer()));
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

    private void requireTwoChains(Target dataLayer, Target ethereum) {
        if (dataLayer.chainId() == ethereum.chainId()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rpc-ethereum: chain %d (expected: another chain than that of --rpc)"
                            .formatted(ethereum.chainId()));
        }
    }

    private ParameterException wrongArgument(String message, Exception cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }

    /** Shows no path or query of a URL that has a host: they hold providers' keys. */
    private static void requireHttp(String option, URI url) {
        if (url.getHost() == null
                || !HTTP.matcher(String.valueOf(url.getScheme())).matches()) {
            var shown = url.getHost() == null ? url.toString() : url.getScheme() + "://" + url.getHost();
            throw new IllegalArgumentException("%s: %s (expected: an http or https URL)".formatted(option, shown));
        }
    }

    private void requireDomain() {
        if (domainChainId.isPresent() && domainChainId.get() < 1) {
            throw new IllegalArgumentException(
                    "--domain-chain-id: %d (expected: above 0)".formatted(domainChainId.get()));
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
