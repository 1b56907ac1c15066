package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a VPS as its owner lives it, from the first log-in to the end, told step by step. */
abstract class LifecycleScenario {

    private static final Logger STORY = LoggerFactory.getLogger("litevps");

    @TempDir
    private Path home = Path.of("");

    /** The properties of a server with this kind of guests. */
    abstract String[] hypervisor();

    /** How long one of these guests may take to boot or to shut down. */
    abstract Duration patience();

    @Test
    void aVpsFromLogInToDestruction() throws Exception {
        try (Server server = Server.start(hypervisor())) {
            STORY.info("An agent logs in and finds ten dollars on its account.");
            Client agent = Client.logInToDemo(server);
            Answer me = agent.get("/api/me");
            assertThat(me.text("email")).isEqualTo("agent@example.com");
            assertThat(me.header("X-Balance-Remaining")).isEqualTo("10.0000");

            STORY.info("Support credits five more, and the very next answer shows them.");
            server.bean(CommandGateway.class)
                    .sendAndWait(new CreditFunds(
                            new LedgerId(AccountId.of(me.text("id"))),
                            new CreditId(UUID.randomUUID()),
                            CreditKind.GRANT,
                            Usd.of("5.00"),
                            "a late birthday",
                            Instant.now()));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(agent.get("/api/me").header("X-Balance-Remaining"))
                            .isEqualTo("15.0000"));

            STORY.info("It uploads its SSH key and creates the cheapest VPS with it.");
            Path key = makeSshKey();
            String keyId = agent.post(
                            "/api/keys",
                            Map.of("name", "laptop", "public_key", Files.readString(home.resolve("id.pub"))))
                    .text("id");
            String planId = agent.get("/api/pricing").json().get(0).path("id").asString();
            Answer created =
                    agent.post("/api/vps", Map.of("name", "my-vm", "plan_id", planId, "ssh_key_ids", List.of(keyId)));
            assertThat(created.status()).as(created.text()).isEqualTo(201);
            assertThat(created.text("state")).isEqualTo("creating");
            String id = created.text("id");
            assertThat(agent.get("/api/vps").json())
                    .as("its list shows it at once")
                    .hasSize(1);

            STORY.info("It polls until the VPS runs.");
            Answer running = agent.awaitState(id, "running", patience());

            STORY.info("It runs a command in it.");
            Answer uname = exec(agent, id, "uname -a");
            assertThat(uname.text("stdout")).contains("Linux").contains("my-vm");
            assertThat(uname.json().path("exit_code").asInt()).isZero();
            Answer failing = exec(agent, id, "echo out; echo err >&2; exit 3");
            assertThat(failing.text("stdout")).isEqualTo("out\n");
            assertThat(failing.text("stderr")).isEqualTo("err\n");
            assertThat(failing.json().path("exit_code").asInt()).isEqualTo(3);

            STORY.info("A command that takes too long is killed in the guest, not just abandoned.");
            Answer slow = agent.post("/api/vps/" + id + "/exec", Map.of("command", "sleep 4711", "timeout_seconds", 1));
            assertThat(slow.json().path("timed_out").asBoolean())
                    .as(slow.text())
                    .isTrue();
            assertThat(slow.json().path("exit_code").asInt()).isEqualTo(124);
            // The brackets keep the pattern from finding the shell that looks for it.
            assertThat(exec(agent, id, "ps ax 2>/dev/null | grep 'sleep 471[1]' | wc -l")
                            .text("stdout")
                            .strip())
                    .isEqualTo("0");

            STORY.info("More output than is kept is cut off, and says so.");
            Answer flood = exec(agent, id, "head -c 2000000 /dev/zero | tr '\\0' x");
            assertThat(flood.json().path("stdout_truncated").asBoolean()).isTrue();
            assertThat(flood.text("stdout")).hasSize(1_048_576);

            STORY.info("Its owner logs in with the stock ssh client, with the host key that the API showed.");
            assertThat(ssh(running, key, "whoami")).isEqualTo("root");

            STORY.info("It stops the VPS; commands are refused while it is off.");
            assertThat(agent.post("/api/vps/" + id + "/stop").status()).isEqualTo(202);
            agent.awaitState(id, "stopped", patience());
            Answer refused = agent.post("/api/vps/" + id + "/exec", Map.of("command", "true"));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("code")).isEqualTo("wrong_state");

            STORY.info("It starts the VPS again, and restarts it.");
            assertThat(agent.post("/api/vps/" + id + "/start").status()).isEqualTo(202);
            agent.awaitState(id, "running", patience());
            assertThat(exec(agent, id, "echo awake").text("stdout")).isEqualTo("awake\n");
            assertThat(agent.post("/api/vps/" + id + "/restart").status()).isEqualTo(202);
            agent.awaitState(id, "running", patience());
            assertThat(exec(agent, id, "echo again").text("stdout")).isEqualTo("again\n");

            STORY.info("It renames the VPS, and destroys it: twice, which is harmless.");
            assertThat(agent.put("/api/vps/" + id, Map.of("name", "old-vm")).text("name"))
                    .isEqualTo("old-vm");
            assertThat(agent.delete("/api/vps/" + id).status()).isEqualTo(202);
            assertThat(agent.delete("/api/vps/" + id).status()).isIn(202, 204);
            agent.awaitGone(id, patience());
            assertThat(agent.delete("/api/vps/" + id).status()).isEqualTo(204);

            STORY.info("Nothing is left: no machine, no address, no capacity, no hold.");
            Leftovers.awaitNone(server);
            assertThat(agent.get("/api/me").text()).contains("\"held\":0.0000");
        }
    }

    private static Answer exec(Client client, String id, String command) {
        Answer answer = client.post("/api/vps/" + id + "/exec", Map.of("command", command));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private Path makeSshKey() throws Exception {
        Path key = home.resolve("id");
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        return key;
    }

    private String ssh(Answer vps, Path key, String command) throws Exception {
        String address = vps.text("ip_address");
        String port = vps.json().path("ssh_port").asString();
        Path knownHosts = Files.writeString(
                home.resolve("known_hosts"), "[%s]:%s %s%n".formatted(address, port, vps.text("ssh_host_key")));
        return run(
                "ssh",
                "-i",
                key.toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "UserKnownHostsFile=" + knownHosts,
                "-F",
                "/dev/null",
                "-p",
                port,
                "root@" + address,
                command);
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.strip();
    }
}
