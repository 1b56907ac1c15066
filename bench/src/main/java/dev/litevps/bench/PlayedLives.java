package dev.litevps.bench;

import dev.litevps.api.account.AccountRegistrar;
import dev.litevps.command.ledger.ChargeMinute;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** Accounts that do over the API most of what accounts do, and leave nothing behind that runs. */
final class PlayedLives {

    private static final String PASSWORD = "correct horse";
    private static final byte[] KEY_HEAD = {
        0, 0, 0, 11, 's', 's', 'h', '-', 'e', 'd', '2', '5', '5', '1', '9', 0, 0, 0, 32
    };
    private static final int KEY_BYTES = 32;
    private static final long POLL_MILLIS = 20;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ApplicationContext server;
    private final String url;

    PlayedLives(ApplicationContext server) {
        this.server = server;
        this.url = "http://127.0.0.1:" + server.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** Somebody new with this role, who is logged in. */
    ApiCalls somebody(Role role, AccountId id) throws IOException, InterruptedException {
        String email = id + "@example.com";
        server.getBean(AccountRegistrar.class).register(id, role, email, PASSWORD);
        return ApiCalls.logIn(url, email, PASSWORD);
    }

    void credit(AccountId id, String dollars) {
        server.getBean(CommandGateway.class)
                .sendAndWait(new CreditFunds(
                        new LedgerId(id),
                        new CreditId(UUID.randomUUID()),
                        CreditKind.GRANT,
                        Usd.of(dollars),
                        "benchmark",
                        Instant.now()));
    }

    /** One account from its registration on; with so many minutes that are charged. */
    void play(ApiCalls support, int minutes) throws IOException, InterruptedException {
        AccountId id = new AccountId(UUID.randomUUID());
        ApiCalls owner = somebody(Role.CUSTOMER, id);
        credit(id, "100.00");
        support.ask(
                "POST",
                "/api/support/accounts/" + id + "/credits",
                Map.of("amount", 1.5, "reason", "the host was slow"));
        support.ask(
                "POST",
                "/api/support/accounts/" + id + "/credits",
                Map.of("amount", 500, "reason", "an outage, to be approved"));
        owner.ask("POST", "/api/billing/add-funds", Map.of("amount", 20));
        owner.ask("POST", "/api/billing/notify-emails", Map.of("email", "alerts-" + id + "@example.com"));
        String key = owner.ask("POST", "/api/keys", Map.of("name", "bench", "public_key", newKey()))
                .path("id")
                .asString();
        JsonNode token = owner.ask("POST", "/api/tokens", Map.of("name", "ci", "spend_limit", 5));
        String first = owner.createRunning("first", List.of(key), POLL_MILLIS);
        String second = owner.createRunning("second", List.of(), POLL_MILLIS);
        work(owner, first);
        Minute begin = Minute.of(Instant.now());
        CommandGateway commands = server.getBean(CommandGateway.class);
        for (int minute = 0; minute < minutes; minute++) {
            Minute charged = begin.plus(minute);
            commands.sendAndWait(new ChargeMinute(List.of(new LedgerId(id)), charged, charged.end()));
        }
        snapshot(owner, second);
        owner.destroy(first);
        owner.destroy(second);
        owner.ask("DELETE", "/api/keys/" + key, null);
        owner.ask("DELETE", "/api/tokens/" + token.path("id").asString(), null);
    }

    /** In the form of OpenSSH. */
    private static String newKey() {
        try {
            byte[] encoded = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
            ByteBuffer key = ByteBuffer.allocate(KEY_HEAD.length + KEY_BYTES)
                    .put(KEY_HEAD)
                    .put(encoded, encoded.length - KEY_BYTES, KEY_BYTES);
            return "ssh-ed25519 " + Base64.getEncoder().encodeToString(key.array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    private static void work(ApiCalls owner, String vps) throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            owner.exec(vps, "echo " + i);
        }
        String jobs = "/api/vps/" + vps + "/jobs/";
        String job = owner.ask("POST", "/api/vps/" + vps + "/exec", Map.of("command", "date", "background", true))
                .path("job_id")
                .asString();
        await(() -> owner.ask("GET", jobs + job, null).path("status").asString().equals("done"));
    }

    private static void snapshot(ApiCalls owner, String vps) throws IOException, InterruptedException {
        String path = "/api/vps/" + vps;
        owner.ask("POST", path + "/stop", null);
        await(() -> owner.vps(vps).path("state").asString().equals("stopped"));
        owner.ask("POST", path + "/snapshots", Map.of("name", "before"));
        await(() -> owner.ask("GET", path + "/snapshots", null)
                .get(0)
                .path("state")
                .asString()
                .equals("ready"));
        owner.ask("DELETE", path + "/snapshots/before", null);
        await(() -> owner.ask("GET", path + "/snapshots", null).isEmpty());
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new IllegalStateException("what was asked for does not happen");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
