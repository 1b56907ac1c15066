package dev.litevps.command.host;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.HOST;
import static dev.litevps.command.World.NOW;
import static dev.litevps.command.World.OTHER_HOST;
import static dev.litevps.command.World.createVps;
import static dev.litevps.command.World.placeVps;
import static dev.litevps.command.World.ready;
import static dev.litevps.command.World.vps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.address.AddressPoolCommand.CreateAddressPool;
import dev.litevps.command.host.HostCommand.AddHost;
import dev.litevps.command.host.HostCommand.CordonHost;
import dev.litevps.command.host.HostCommand.DrainHost;
import dev.litevps.command.host.HostCommand.RemoveHost;
import dev.litevps.command.host.HostCommand.ReportHostAnswering;
import dev.litevps.command.host.HostCommand.ReportHostSilent;
import dev.litevps.command.host.HostCommand.UncordonHost;
import dev.litevps.command.vps.VpsCommand.CompleteTeardown;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.events.Resources;
import dev.litevps.events.address.AddressPoolEvent.AddressPoolCreated;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.FleetEvent.HostJoined;
import dev.litevps.events.host.FleetEvent.HostLeft;
import dev.litevps.events.host.HostConnection;
import dev.litevps.events.host.HostEvent.HostAnsweredAgain;
import dev.litevps.events.host.HostEvent.HostAttached;
import dev.litevps.events.host.HostEvent.HostCordoned;
import dev.litevps.events.host.HostEvent.HostDrainStarted;
import dev.litevps.events.host.HostEvent.HostDrained;
import dev.litevps.events.host.HostEvent.HostFellSilent;
import dev.litevps.events.host.HostEvent.HostRegistered;
import dev.litevps.events.host.HostEvent.HostRemoved;
import dev.litevps.events.host.HostEvent.HostResized;
import dev.litevps.events.host.HostEvent.HostUncordoned;
import dev.litevps.events.host.HostId;
import dev.litevps.events.host.HostKind;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.events.vps.VpsEvent.VpsPlaced;
import dev.litevps.events.vps.VpsEvent.VpsProvisioningFailed;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which hosts there are, and what they are given. */
class HostDecisionsTest {

    private static final Resources SIZE = new Resources(4, 4_096, 40);
    private static final AddressPoolId OTHER_POOL = new AddressPoolId(new UUID(4, 2));
    private static final HostConnection CONNECTION = new HostConnection(HostKind.LIBVIRT, "qemu:///system");

    private final DecisionFixture fixture = new DecisionFixture();

    @BeforeEach
    void setUp() {
        fixture.given(ready());
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private static AddHost add(HostId id, String name, HostConnection connection, String network) {
        CreateAddressPool pool = new CreateAddressPool(
                new AddressPoolId(new UUID(4, id.value().getLeastSignificantBits())), network, 2222, NOW);
        return new AddHost(id, name, connection, SIZE, pool, NOW);
    }

    private static AddHost addOther() {
        return add(OTHER_HOST, "other", CONNECTION, "127.0.3.0/29");
    }

    private RejectionCode refusalOf(HostCommand command) {
        return fixture.whenRefused(command).code();
    }

    /** The host on which a new VPS is put. */
    private Object hostOf(int number) {
        fixture.given(createVps(ANN, number));
        return fixture.when(placeVps(number)).stream()
                .filter(VpsPlaced.class::isInstance)
                .map(event -> ((VpsPlaced) event).placement().hostId())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aHostIsAddedWithItsConnectionAndItsAddressesAtOnce() {
        assertThat(fixture.when(addOther()))
                .containsExactly(
                        new AddressPoolCreated(OTHER_POOL, "127.0.3.0/29", 2222, NOW),
                        new HostJoined(OTHER_HOST, NOW),
                        new HostRegistered(OTHER_HOST, "other", SIZE, OTHER_POOL, NOW),
                        new HostAttached(OTHER_HOST, CONNECTION, NOW));
        assertThat(fixture.when(addOther())).isEmpty();
    }

    @Test
    void neitherNameNorConnectionNorAddressesAreGivenTwice() {
        fixture.given(addOther());
        HostId third = new HostId(new UUID(3, 3));
        HostConnection elsewhere = new HostConnection(HostKind.LIBVIRT, "qemu+tls://127.0.0.1/system");

        assertThat(refusalOf(add(third, "other", elsewhere, "127.0.4.0/29"))).isEqualTo(RejectionCode.HOST_EXISTS);
        assertThat(refusalOf(add(third, "third", CONNECTION, "127.0.4.0/29"))).isEqualTo(RejectionCode.HOST_EXISTS);
        assertThat(refusalOf(add(third, "third", elsewhere, "127.0.3.0/24"))).isEqualTo(RejectionCode.NETWORK_TAKEN);
        assertThat(refusalOf(add(third, "third", elsewhere, "127.0.3.4/30"))).isEqualTo(RejectionCode.NETWORK_TAKEN);
        assertThat(fixture.when(add(third, "third", elsewhere, "127.0.4.0/29"))).hasSize(4);
    }

    @Test
    void aCordonedHostIsGivenNothingUntilItIsUncordoned() {
        fixture.given(addOther());
        assertThat(fixture.when(new CordonHost(HOST, NOW))).containsExactly(new HostCordoned(HOST, NOW));
        assertThat(fixture.when(new CordonHost(HOST, NOW))).isEmpty();
        assertThat(hostOf(1)).isEqualTo(OTHER_HOST);

        fixture.given(new CordonHost(OTHER_HOST, NOW));
        fixture.given(createVps(ANN, 2));
        assertThat(fixture.when(placeVps(2)))
                .filteredOn(VpsProvisioningFailed.class::isInstance)
                .singleElement()
                .satisfies(event ->
                        assertThat(((VpsProvisioningFailed) event).reason()).isEqualTo(FailureReason.NO_CAPACITY));

        assertThat(fixture.when(new UncordonHost(HOST, NOW))).containsExactly(new HostUncordoned(HOST, NOW));
        assertThat(fixture.when(new UncordonHost(HOST, NOW))).isEmpty();
        assertThat(hostOf(3)).isEqualTo(HOST);
    }

    @Test
    void aHostIsDrainedWhenItsLastVpsHasGivenBackWhatItHad() {
        fixture.given(createVps(ANN, 1), placeVps(1));
        assertThat(fixture.when(new DrainHost(HOST, NOW))).containsExactly(new HostDrainStarted(HOST, NOW));
        assertThat(fixture.when(new DrainHost(HOST, NOW))).isEmpty();
        fixture.given(new DestroyVps(vps(1), ANN, NOW));

        assertThat(fixture.when(new CompleteTeardown(vps(1), NOW))).contains(new HostDrained(HOST, NOW));
    }

    @Test
    void anEmptyHostIsDrainedAtOnce() {
        assertThat(fixture.when(new DrainHost(HOST, NOW)))
                .containsExactly(new HostDrainStarted(HOST, NOW), new HostDrained(HOST, NOW));
    }

    @Test
    void onlyADrainedHostThatWasAddedIsRemovedAndItsNameAndAddressesAreFreeAgain() {
        fixture.given(addOther());
        assertThat(refusalOf(new RemoveHost(OTHER_HOST, NOW))).isEqualTo(RejectionCode.WRONG_STATE);
        fixture.given(new DrainHost(OTHER_HOST, NOW), new DrainHost(HOST, NOW));
        assertThat(refusalOf(new RemoveHost(HOST, NOW))).isEqualTo(RejectionCode.WRONG_STATE);
        assertThat(refusalOf(new RemoveHost(new HostId(new UUID(3, 9)), NOW))).isEqualTo(RejectionCode.UNKNOWN_HOST);

        assertThat(fixture.when(new RemoveHost(OTHER_HOST, NOW)))
                .containsExactly(new HostRemoved(OTHER_HOST, NOW), new HostLeft(OTHER_HOST, NOW));

        assertThat(fixture.when(new RemoveHost(OTHER_HOST, NOW))).isEmpty();
        assertThat(refusalOf(new UncordonHost(OTHER_HOST, NOW))).isEqualTo(RejectionCode.UNKNOWN_HOST);
        assertThat(refusalOf(new CordonHost(OTHER_HOST, NOW))).isEqualTo(RejectionCode.UNKNOWN_HOST);
        assertThat(refusalOf(new DrainHost(OTHER_HOST, NOW))).isEqualTo(RejectionCode.UNKNOWN_HOST);
        assertThat(fixture.when(add(new HostId(new UUID(3, 3)), "other", CONNECTION, "127.0.3.0/29")))
                .hasSize(4);
    }

    @Test
    void aSilentHostIsChosenLastAndAnAnsweringOneIsNotedWithItsSize() {
        fixture.given(addOther());
        assertThat(fixture.when(new ReportHostSilent(HOST, NOW))).containsExactly(new HostFellSilent(HOST, NOW));
        assertThat(fixture.when(new ReportHostSilent(HOST, NOW))).isEmpty();
        assertThat(hostOf(1)).isEqualTo(OTHER_HOST);

        Resources larger = SIZE.plus(SIZE);
        assertThat(fixture.when(new ReportHostAnswering(HOST, larger, NOW)))
                .containsExactly(new HostAnsweredAgain(HOST, NOW), new HostResized(HOST, larger, NOW));
        assertThat(fixture.when(new ReportHostAnswering(HOST, larger, NOW))).isEmpty();
    }
}
