package dev.litevps.api.billing;

import dev.litevps.api.account.AccountRegistrar;
import dev.litevps.api.eventstore.Receipt;
import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Server;
import dev.litevps.command.ledger.ChargeMinute;
import dev.litevps.command.ledger.LedgerCommand.AdjustBalance;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.command.vps.VpsCommand.ReportFoundOff;
import dev.litevps.command.vps.VpsCommand.ReportProvisioned;
import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.events.ledger.AdjustmentId;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.ReadYourWrites;
import dev.litevps.query.ledger.BalanceQueries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** An account whose minutes the test charges itself, at the times that it likes; what it does is shown at once. */
final class BilledAccount {

    private static final String PASSWORD = "correct horse";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Server server;
    private final AccountId id = new AccountId(UUID.randomUUID());
    private final LedgerId ledger = new LedgerId(id);
    private final Client client;

    private BilledAccount(Server server) {
        this.server = server;
        String email = id + "@example.com";
        server.bean(AccountRegistrar.class).register(id, Role.CUSTOMER, email, PASSWORD);
        this.client = Client.logIn(server.url(), email, PASSWORD);
    }

    static BilledAccount with(Server server, String dollars) {
        BilledAccount account = new BilledAccount(server);
        account.topUp(dollars, Instant.now());
        return account;
    }

    AccountId id() {
        return id;
    }

    Client client() {
        return client;
    }

    void topUp(String dollars, Instant at) {
        send(new CreditFunds(
                ledger, new CreditId(UUID.randomUUID()), CreditKind.TOP_UP, Usd.of(dollars), "paid by card", at));
    }

    void adjust(String dollars, String reason, Instant at) {
        send(new AdjustBalance(ledger, new AdjustmentId(UUID.randomUUID()), null, Usd.of(dollars), reason, id, at));
    }

    /** Asks for a VPS over HTTP, and has it reachable at this time, whatever its machine does. */
    VpsId vpsReachableAt(String name, String planId, Instant at) {
        Answer created = client.post("/api/vps", Map.of("name", name, "plan_id", planId));
        VpsId vps = VpsId.of(created.text("id"));
        Awaitility.await("VPS " + vps + " is placed")
                .atMost(PATIENCE)
                .until(() ->
                        !client.get("/api/vps/" + vps).json().path("ip_address").isNull());
        send(new ReportProvisioned(vps, "ssh-ed25519 AAAA", at));
        return vps;
    }

    void foundOff(VpsId vps, Instant lastRunningAt, Instant at) {
        send(new ReportFoundOff(vps, lastRunningAt, at));
    }

    void chargeThrough(Minute minute) {
        send(new ChargeMinute(List.of(ledger), minute, minute.end()));
    }

    Usd balance() {
        return server.bean(BalanceQueries.class)
                .byAccount(id)
                .blockOptional(PATIENCE)
                .orElseThrow()
                .balance();
    }

    void send(Object command) {
        Receipt receipt = server.bean(CommandGateway.class).sendAndWait(command);
        server.bean(ReadYourWrites.class).shown(receipt.changed()).block(PATIENCE);
    }
}
