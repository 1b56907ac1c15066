package dev.litevps.api.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.api.security.ForgedTokens;
import dev.litevps.events.Minute;
import dev.litevps.events.account.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An owner who has one of everything, and all who may come and ask for it. */
final class AccessWorld {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Server server;
    private final Customer owner;
    private final Customer operator;
    private final Customer stranger;
    private final Customer auditor;
    private final Customer support;
    private final Customer clerk;
    private final Map<Credential, Client> clients = new EnumMap<>(Credential.class);
    private final String running;
    private final String halted;
    private final String job;
    private final String charge;
    private final String host;
    private int made;

    AccessWorld(Server server) {
        this.server = server;
        this.owner = Customer.with(server, "40.00");
        this.operator = Customer.as(Role.OPERATOR, server);
        this.host = operator.client()
                .post("/api/admin/hosts", Map.of("name", "second", "kind", "simulated", "network", "127.250.77.0/24"))
                .text("id");
        this.running = owner.create("running");
        this.halted = owner.create("halted");
        owner.client().awaitState(running, "running", PATIENCE);
        owner.client().awaitState(halted, "running", PATIENCE);
        owner.client().post("/api/vps/" + halted + "/stop");
        owner.client().awaitState(halted, "stopped", PATIENCE);
        this.job = endedJob();
        this.charge = firstCharge();
        let(Credential.NONE, null);
        let(Credential.GARBAGE, "garbage");
        let(Credential.EXPIRED, ForgedTokens.expired(server.context(), owner.id()));
        let(Credential.FORGED, ForgedTokens.signedByAnotherKey(server.context(), owner.id()));
        let(Credential.REVOKED, revoked());
        this.stranger = Customer.with(server, "10.00");
        this.auditor = Customer.as(Role.AUDITOR, server);
        this.support = Customer.as(Role.SUPPORT, server);
        this.clerk = Customer.as(Role.SUPPORT, server);
        let(Credential.STRANGER_TOKEN, accessToken(stranger.client(), Map.of("name", "theirs")));
        let(Credential.OPERATOR_TOKEN, accessToken(operator.client(), Map.of("name", "ops")));
        let(Credential.SUPPORT_LIMITED, limited(support));
        let(Credential.OPERATOR_LIMITED, limited(operator));
        let(Credential.OWNER_LIMITED, limited(owner));
        let(Credential.OWNER_TOKEN, accessToken(owner.client(), Map.of("name", "unlimited")));
        letSessions();
    }

    private void letSessions() {
        let(Credential.STRANGER_SESSION, stranger.client().token());
        let(Credential.AUDITOR, auditor.client().token());
        let(Credential.SUPPORT, support.client().token());
        let(Credential.OPERATOR, operator.client().token());
        let(Credential.OWNER_SESSION, owner.client().token());
    }

    /** Everybody logs in again, since somebody may have ended their sessions. */
    void beginSessionsAgain() {
        List.of(owner, operator, stranger, auditor, support).forEach(Customer::logInAgain);
        letSessions();
    }

    boolean hasSessions() {
        return List.of(owner, operator, stranger, auditor, support).stream()
                .allMatch(customer -> customer.client().get("/api/me").status() == 200);
    }

    private void let(Credential credential, @Nullable String token) {
        clients.put(credential, new Client(server.url(), token));
    }

    private static String accessToken(Client by, Map<String, ?> terms) {
        return answered(201, by.post("/api/tokens", terms)).text("token");
    }

    private static String limited(Customer holder) {
        return accessToken(holder.client(), Map.of("name", "limited", "spend_limit", 5));
    }

    private String revoked() {
        Answer created = owner.client().post("/api/tokens", Map.of("name", "revoked"));
        Client holder = new Client(server.url(), created.text("token"));
        assertThat(holder.get("/api/me").status()).as("before it is revoked").isEqualTo(200);
        answered(204, owner.client().delete("/api/tokens/" + created.text("id")));
        return created.text("token");
    }

    private String endedJob() {
        String id = answered(
                        202,
                        owner.client()
                                .post("/api/vps/" + running + "/exec", Map.of("command", "true", "background", true)))
                .text("job_id");
        Awaitility.await("the job has ended").atMost(PATIENCE).until(() -> owner.client()
                .get("/api/vps/" + running + "/jobs/" + id)
                .text("status")
                .equals("done"));
        return id;
    }

    private String firstCharge() {
        owner.chargeThrough(Minute.of(Instant.now()));
        return Awaitility.await("the charge is shown")
                .atMost(PATIENCE)
                .until(
                        () -> owner.client()
                                .get("/api/billing/history")
                                .json()
                                .valueStream()
                                .filter(row -> row.path("kind").asString().equals("charge"))
                                .map(row -> row.path("id").asString())
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static Answer answered(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer;
    }

    Client as(Credential credential) {
        return clients.getOrDefault(credential, new Client(server.url(), null));
    }

    /** A VPS of the owner that runs for the whole test. */
    String running() {
        return running;
    }

    /** A VPS of the owner that is stopped for the whole test. */
    String halted() {
        return halted;
    }

    /** A job of the VPS that runs; it has ended. */
    String job() {
        return job;
    }

    String charge() {
        return charge;
    }

    /** The id of an event that is sealed. */
    String sealedEvent() {
        return Awaitility.await("an event is sealed")
                .atMost(PATIENCE)
                .until(
                        () -> server.bean(JdbcClient.class)
                                .sql("select split_part(names, ' ', 2) from seal_leaf_tile where tile = 0")
                                .query(String.class)
                                .list(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    /** A host beside the server's own. */
    String host() {
        return host;
    }

    String plan() {
        return owner.cheapestPlan();
    }

    /** What no stranger may ever be shown. */
    List<String> secrets() {
        return List.of(owner.id().toString(), running, halted);
    }

    String newVps() {
        return owner.create(name());
    }

    String newSnapshot() {
        String name = name();
        awaitSnapshotsReady();
        answered(201, owner.client().post("/api/vps/" + running + "/snapshots", Map.of("name", name)));
        awaitSnapshotsReady();
        return name;
    }

    private void awaitSnapshotsReady() {
        Awaitility.await("nothing is done with snapshots").atMost(PATIENCE).until(() -> owner.client()
                .get("/api/vps/" + running + "/snapshots")
                .json()
                .valueStream()
                .map(snapshot -> snapshot.path("state").asString())
                .allMatch("ready"::equals));
    }

    String newKey() {
        return answered(201, owner.client().post("/api/keys", Map.of("name", name(), "public_key", PublicKeys.some())))
                .text("id");
    }

    String newToken() {
        return answered(201, owner.client().post("/api/tokens", Map.of("name", name())))
                .text("id");
    }

    String newNotifyEmail() {
        return answered(
                        201,
                        owner.client().post("/api/billing/notify-emails", Map.of("email", name() + "@example.com")))
                .text("id");
    }

    String ownersAccount() {
        return owner.id().toString();
    }

    String newAccount() {
        return Customer.with(server, "1.00").id().toString();
    }

    /** Much money for the owner, which somebody asked for who is not among those who come here. */
    String newApproval() {
        return answered(
                        202,
                        clerk.client()
                                .post(
                                        "/api/support/accounts/" + owner.id() + "/credits",
                                        Map.of("amount", 21, "reason", "a test")))
                .text("id");
    }

    String newPlan() {
        return answered(
                        201,
                        operator.client()
                                .post(
                                        "/api/admin/plans",
                                        Map.of(
                                                "name", name(),
                                                "vcpu", 8,
                                                "memory_mb", 16_384,
                                                "disk_gb", 10,
                                                "price_hourly", 1)))
                .text("id");
    }

    String newTemplate() {
        return answered(
                        201,
                        operator.client()
                                .post(
                                        "/api/admin/templates",
                                        Map.of(
                                                "slug", name(),
                                                "name", "x",
                                                "vcpu", 1,
                                                "memory_mb", 512,
                                                "disk_gb", 10)))
                .text("slug");
    }

    /** One that was not given yet. */
    String name() {
        made++;
        return "made-" + made;
    }
}
