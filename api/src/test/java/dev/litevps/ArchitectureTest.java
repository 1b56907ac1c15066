package dev.litevps;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.FailureReport;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.counterexample.api.HastyController;
import dev.counterexample.command.PublicAggregate;
import dev.counterexample.host.SpringDriver;
import dev.counterexample.saga.NosySaga;
import dev.litevps.command.Command;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.axonframework.spring.stereotype.Aggregate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Maven's module arrows cannot see. Every rule is also put to a counterexample that breaks it, so that a rule which
 * could never fail is noticed.
 */
class ArchitectureTest {

    private static final String PRODUCT = "dev.litevps";
    private static final String COUNTEREXAMPLE = "dev.counterexample";

    private static final JavaClasses PRODUCT_CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(PRODUCT);
    private static final JavaClasses COUNTEREXAMPLE_CLASSES = new ClassFileImporter().importPackages(COUNTEREXAMPLE);

    /**
     * A rule of the house.
     *
     * @param in the rule for the rooms below a root package
     * @param brokenBy whom the report blames when the counterexample is looked at
     */
    record Rule(String name, Function<String, ArchRule> in, Class<?> brokenBy) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rule> rules() {
        return Stream.of(
                new Rule(
                        "packages do not depend on each other in a circle", ArchitectureTest::noCycles, NosySaga.class),
                new Rule("aggregates are package-private", ArchitectureTest::hiddenAggregates, PublicAggregate.class),
                new Rule("libvirt stays in its driver", ArchitectureTest::libvirtInItsDriver, NosySaga.class),
                new Rule("Stripe stays in one package", ArchitectureTest::stripeInOnePackage, HastyController.class),
                new Rule(
                        "decisions take the time from messages or an injected clock",
                        ArchitectureTest::noWallClock,
                        PublicAggregate.class),
                new Rule(
                        "decisions take ids from messages or an injected source",
                        ArchitectureTest::noRandomIds,
                        PublicAggregate.class),
                new Rule("HTTP stays at the edge", ArchitectureTest::webAtTheEdge, PublicAggregate.class),
                new Rule("drivers know neither Spring nor Axon", ArchitectureTest::plainDrivers, SpringDriver.class),
                new Rule(
                        "sagas see of the command side its messages only",
                        ArchitectureTest::messagesOnly,
                        NosySaga.class));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(Rule rule) {
        rule.in().apply(PRODUCT).check(PRODUCT_CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isBrokenByTheCounterexample(Rule rule) {
        FailureReport report =
                rule.in().apply(COUNTEREXAMPLE).evaluate(COUNTEREXAMPLE_CLASSES).getFailureReport();

        assertThat(String.join("\n", report.getDetails()))
                .contains(rule.brokenBy().getPackageName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "command", "query", "host", "saga", "api"})
    void everyRoomIsLookedAt(String room) {
        assertThat(PRODUCT_CLASSES).anyMatch(looked -> looked.getPackageName().startsWith(PRODUCT + "." + room + "."));
    }

    @Test
    void noTestIsLookedAt() {
        assertThat(PRODUCT_CLASSES).noneMatch(looked -> looked.isEquivalentTo(ArchitectureTest.class));
    }

    private static ArchRule noCycles(String root) {
        return slices().assignedFrom(new Packages(root)).should().beFreeOfCycles();
    }

    /** Every package by itself; but the events are one room, whose aggregates name each other by their ids. */
    private record Packages(String root) implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass member) {
            String name = member.getPackageName();
            if (name.startsWith(root + ".events.")) {
                return SliceIdentifier.of(root + ".events");
            }
            return name.startsWith(root) ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "the packages below " + root;
        }
    }

    private static ArchRule hiddenAggregates(String root) {
        return classes().that().areAnnotatedWith(Aggregate.class).should().bePackagePrivate();
    }

    private static ArchRule libvirtInItsDriver(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".host.libvirt..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.libvirt..");
    }

    private static ArchRule noWallClock(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".command..", root + ".saga..")
                .should()
                .accessTargetWhere(describe("read the wall clock", ArchitectureTest::readsTheWallClock));
    }

    private static boolean readsTheWallClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getName();
        if (owner.isEquivalentTo(System.class)) {
            return name.equals("currentTimeMillis") || name.equals("nanoTime");
        }
        if (owner.isEquivalentTo(Clock.class) || owner.isEquivalentTo(InstantSource.class)) {
            return name.startsWith("system") || (name.startsWith("tick") && !name.equals("tick"));
        }
        return (owner.getPackageName().startsWith("java.time") && name.equals("now") && !takesClock(access))
                || (owner.isEquivalentTo(Date.class) && name.equals(JavaConstructor.CONSTRUCTOR_NAME));
    }

    private static boolean takesClock(JavaAccess<?> access) {
        return access.getTarget().getFullName().contains(Clock.class.getName());
    }

    private static ArchRule noRandomIds(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".command..", root + ".saga..")
                .should()
                .accessTargetWhere(describe(
                        "draw a random number",
                        access -> (access.getTargetOwner().isEquivalentTo(UUID.class)
                                        && access.getName().equals("randomUUID"))
                                || access.getTargetOwner().isAssignableTo(Random.class)
                                || access.getTargetOwner().isAssignableTo(RandomGenerator.class)));
    }

    private static ArchRule webAtTheEdge(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.web..");
    }

    private static ArchRule plainDrivers(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".host..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.axonframework..");
    }

    private static ArchRule messagesOnly(String root) {
        DescribedPredicate<JavaClass> messages = assignableTo(Command.class)
                .or(assignableTo(CommandRejected.class))
                .or(equivalentTo(RejectionCode.class));
        return noClasses()
                .that()
                .resideInAPackage(root + ".saga..")
                .should()
                .dependOnClassesThat(resideInAPackage(root + ".command..").and(not(messages)));
    }

    private static ArchRule stripeInOnePackage(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".api.payment.stripe")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.stripe..");
    }
}
