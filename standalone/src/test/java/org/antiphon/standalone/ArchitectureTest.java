package org.antiphon.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The table of rooms in docs/architecture.md: who may depend on whom, and what stays inside a room's layer. */
@AnalyzeClasses(packages = "org.antiphon", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "org.antiphon.";
    private static final List<String> ROOMS = List.of(
            "proto", "contracts", "chain", "server", "discovery", "content", "identity", "gateway", "standalone");

    @ArchTest
    static final ArchRule protoDependsOnNoRoom = room("proto");

    @ArchTest
    static final ArchRule contractsDependOnNoRoom = room("contracts");

    @ArchTest
    static final ArchRule chainDependsOnContractsOnly = room("chain", "contracts");

    @ArchTest
    static final ArchRule serverDependsOnProtoOnly = room("server", "proto");

    @ArchTest
    static final ArchRule discoveryDependsOnProtoChainAndServer =
            room("discovery", "proto", "chain", "server", "contracts");

    @ArchTest
    static final ArchRule contentDependsOnProtoChainAndServer = room("content", "proto", "chain", "server");

    @ArchTest
    static final ArchRule identityDependsOnProtoChainAndServer =
            room("identity", "proto", "chain", "server", "contracts");

    @ArchTest
    static final ArchRule gatewayDependsOnProtoAndServer = room("gateway", "proto", "server");

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("org.antiphon.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule protoTypesStayInTheGrpcLayer = noClasses()
            .that()
            .resideInAnyPackage("org.antiphon.discovery..", "org.antiphon.content..", "org.antiphon.identity..")
            .and()
            .haveSimpleNameNotContaining("Grpc")
            .and()
            .resideOutsideOfPackage("..grpc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.antiphon.proto.discovery..", "org.antiphon.proto.content..", "org.antiphon.proto.identity..");

    @ArchTest
    static final ArchRule onlyStoresTouchSql = noClasses()
            .that()
            .resideInAnyPackage("..grpc..", "..rules..", "..network..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.r2dbc..", "org.springframework.r2dbc..");

    @ArchTest
    static final ArchRule onlyTheCommandLineTalksToPeople = noClasses()
            .that()
            .resideOutsideOfPackage("org.antiphon.standalone..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    private static ArchRule room(String name, String... mayUse) {
        var others = ROOMS.stream()
                .filter(other -> !other.equals(name) && !List.of(mayUse).contains(other))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(others);
    }
}
