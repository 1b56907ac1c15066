package dev.litevps.host.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** Dynamic updates of a real name server. */
class Rfc2136DnsTest extends DnsContract {

    private static final TsigKey KEY = new TsigKey(KnotServer.KEY, KnotServer.SECRET);

    private static @Nullable KnotServer started;

    @BeforeAll
    static void start() {
        started = KnotServer.start(ZONE);
    }

    @AfterAll
    static void stop() {
        if (started != null) {
            started.close();
        }
    }

    private static KnotServer knot() {
        return Objects.requireNonNull(started);
    }

    @Override
    Dns dns() {
        return dns(knot().address(), KEY, "ours");
    }

    private static Dns dns(InetSocketAddress server, TsigKey key, String owner) {
        return new Rfc2136Dns(
                new Rfc2136Settings(server, ZONE, key, owner, Duration.ofSeconds(60), Duration.ofSeconds(3)));
    }

    @Test
    void anybodyCanLookAPublishedNameUp() throws Exception {
        dns().publish(machine, "127.0.1.9");

        Record answer = look().getSection(Section.ANSWER).getFirst();
        assertThat(answer.rdataToString()).isEqualTo("127.0.1.9");
        assertThat(answer.getTTL()).isEqualTo(60);
    }

    @Test
    void anotherKeyIsNotTrusted() {
        Dns stranger = dns(knot().address(), new TsigKey(KnotServer.KEY, new byte[32]), "ours");

        assertFails(Reason.NOT_TRUSTED, () -> stranger.publish(machine, "127.0.1.9"));
        assertFails(Reason.NOT_TRUSTED, () -> stranger.remove(machine));
        assertThat(dns().published()).noneMatch(record -> record.id().equals(machine));
    }

    @Test
    void namesOfAnotherInstallationAreLeftAlone() {
        Dns other = dns(knot().address(), KEY, "theirs");
        other.publish(machine, "127.0.1.9");
        dns().remove(machine);

        assertFails(Reason.REFUSED, () -> dns().publish(machine, "127.0.1.10"));
        assertThat(dns().published()).noneMatch(record -> record.id().equals(machine));
        assertThat(other.published()).contains(new DnsRecord(machine, "127.0.1.9"));
    }

    @Test
    void aRecordWithoutAMarkIsLeftAlone() throws Exception {
        Name name = Name.fromString(dns().name(machine).orElseThrow() + ".");
        Update byHand = new Update(Name.fromString(ZONE + "."));
        byHand.add(new ARecord(name, DClass.IN, 60, knot().address().getAddress()));
        SimpleResolver resolver = new SimpleResolver(knot().address());
        resolver.setTSIGKey(new TSIG(TSIG.HMAC_SHA256, Name.fromString(KnotServer.KEY + "."), KnotServer.SECRET));
        resolver.send(byHand);

        assertFails(Reason.REFUSED, () -> dns().publish(machine, "127.0.1.10"));
        dns().remove(machine);

        assertThat(look().getSection(Section.ANSWER)).hasSize(1);
    }

    @Test
    void aServerThatIsAwayIsUnreachable() {
        Dns nowhere = dns(new InetSocketAddress(knot().address().getAddress(), 1), KEY, "ours");

        assertFails(Reason.UNREACHABLE, () -> nowhere.publish(machine, "127.0.1.9"));
        assertFails(Reason.UNREACHABLE, nowhere::published);
    }

    @Test
    void aKeyDoesNotShowItsSecret() {
        assertThat(KEY).hasToString("TsigKey[litevps-test.]");
    }

    private Message look() throws Exception {
        Name name = Name.fromString(dns().name(machine).orElseThrow() + ".");
        return new SimpleResolver(knot().address()).send(Message.newQuery(Record.newRecord(name, Type.A, DClass.IN)));
    }

    private static void assertFails(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HostException.class, failure -> assertThat(failure.reason())
                .as(failure.getMessage())
                .isEqualTo(reason));
    }
}
