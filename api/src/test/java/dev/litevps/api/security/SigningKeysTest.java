package dev.litevps.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import dev.litevps.api.http.Server;
import dev.litevps.api.secrets.MasterSecret;
import dev.litevps.api.startup.InvalidSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** How one signing key follows another, on several nodes, with the clock moved by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningKeysTest {

    private static final Duration ROTATION = Duration.ofDays(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

    @BeforeEach
    void noKeys() {
        server.bean(JdbcClient.class).sql("DELETE FROM signing_key").update();
        now.set(Instant.parse("2030-01-01T00:00:00Z"));
    }

    @AfterAll
    void close() {
        server.close();
    }

    private SigningKeys node() {
        return new SigningKeys(
                server.bean(JdbcClient.class),
                server.bean(MasterSecret.class),
                server.bean(TransactionTemplate.class),
                new SessionProperties(ROTATION),
                clock);
    }

    private void after(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private static List<String> ids(SigningKeys node) {
        return node.published().stream().map(JWK::getKeyID).toList();
    }

    @Test
    void theFirstKeySignsAtOnce() {
        SigningKeys node = node();

        assertThat(ids(node)).containsExactly(node.signing().getKeyID());
        assertThat(node.published()).noneMatch(ECKey::isPrivate);
    }

    @Test
    void aKeyIsKeptByNodesThatStartLater() {
        assertThat(ids(node())).isEqualTo(ids(node()));
    }

    @Test
    void theNextKeyIsPublishedBeforeItSigns() {
        SigningKeys node = node();
        String first = node.signing().getKeyID();

        after(ROTATION.minus(SigningKeys.ANNOUNCED).minus(MINUTE));
        node.rotate();
        assertThat(ids(node)).containsExactly(first);

        after(MINUTE);
        node.rotate();
        assertThat(ids(node)).hasSize(2).contains(first);
        assertThat(node.signing().getKeyID()).isEqualTo(first);

        after(SigningKeys.ANNOUNCED.minusSeconds(1));
        assertThat(node.signing().getKeyID()).isEqualTo(first);

        after(Duration.ofSeconds(1));
        assertThat(node.signing().getKeyID()).isEqualTo(ids(node).getFirst()).isNotEqualTo(first);
    }

    @Test
    void aKeyVerifiesUntilTheLastTokenThatItSignedIsOverAndIsThenForgotten() {
        SigningKeys node = node();
        String first = node.signing().getKeyID();
        after(ROTATION.minus(SigningKeys.ANNOUNCED));
        node.rotate();
        after(SigningKeys.ANNOUNCED);

        after(SessionTokens.LIFETIME);
        node.rotate();
        assertThat(node.find(first)).isPresent();

        after(Duration.ofMinutes(6));
        node.rotate();
        assertThat(node.find(first)).isEmpty();
        assertThat(ids(node)).containsExactly(node.signing().getKeyID());
    }

    @Test
    void afterALongStopTheNextKeyIsAnnouncedAllTheSame() {
        String first = node().signing().getKeyID();

        after(ROTATION.multipliedBy(3));
        SigningKeys restarted = node();

        assertThat(ids(restarted)).hasSize(2);
        assertThat(restarted.signing().getKeyID()).isEqualTo(first);
        after(SigningKeys.ANNOUNCED);
        assertThat(restarted.signing().getKeyID()).isNotEqualTo(first);
    }

    @Test
    void ofNodesThatRotateTogetherOneMakesTheKeyAndAllUseIt() {
        List<SigningKeys> nodes = IntStream.range(0, 4).mapToObj(_ -> node()).toList();
        after(ROTATION.minus(SigningKeys.ANNOUNCED));

        nodes.parallelStream().forEach(SigningKeys::rotate);

        assertThat(nodes).allSatisfy(node -> assertThat(ids(node)).hasSize(2).isEqualTo(ids(nodes.getFirst())));
        after(SigningKeys.ANNOUNCED);
        assertThat(nodes.stream().map(node -> node.signing().getKeyID()).distinct())
                .hasSize(1);
    }

    @Test
    void aRotationOfLessThanADayIsRefused() {
        assertThatThrownBy(() -> new SessionProperties(Duration.ofHours(23)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("litevps.sessions.key-rotation");
    }
}
