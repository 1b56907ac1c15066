package dev.litevps.api.http;

import dev.litevps.api.account.AccountRegistrar;
import dev.litevps.command.Command;
import dev.litevps.command.ledger.ChargeMinute;
import dev.litevps.command.ledger.LedgerCommand.AdjustBalance;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.events.ledger.AdjustmentId;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.ledger.LedgerId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** An account of its own on a server, with money, and what happens to it behind the API. */
public final class Customer {

    private static final String PASSWORD = "correct horse";

    private final Server server;
    private final AccountId id = new AccountId(UUID.randomUUID());
    private final String email = id + "@example.com";
    private Client client;

    private Customer(Server server, Role role) {
        this.server = server;
        server.bean(AccountRegistrar.class).register(id, role, email, PASSWORD);
        client = Client.logIn(server.url(), email, PASSWORD);
    }

    /** Begins another session. */
    public void logInAgain() {
        client = Client.logIn(server.url(), email, PASSWORD);
    }

    /** The same person at a server that was started again on the same data. */
    public Client at(Server restarted) {
        return Client.logIn(restarted.url(), id + "@example.com", PASSWORD);
    }

    /** Somebody new who has this much. */
    public static Customer with(Server server, String dollars) {
        Customer customer = new Customer(server, Role.CUSTOMER);
        customer.credit(UUID.randomUUID(), dollars);
        return customer;
    }

    /** Somebody new with another role, and without money. */
    public static Customer as(Role role, Server server) {
        return new Customer(server, role);
    }

    public AccountId id() {
        return id;
    }

    public LedgerId ledger() {
        return new LedgerId(id);
    }

    public Client client() {
        return client;
    }

    /** A VPS of the cheapest plan, as soon as it was asked for. */
    public String create(String name) {
        return client.post("/api/vps", Map.of("name", name, "plan_id", cheapestPlan()))
                .text("id");
    }

    public String cheapestPlan() {
        return client.get("/api/pricing").json().get(0).path("id").asString();
    }

    public void credit(UUID creditId, String dollars) {
        send(new CreditFunds(
                ledger(), new CreditId(creditId), CreditKind.GRANT, Usd.of(dollars), "for a test", Instant.now()));
    }

    /** Support changes the balance by this much. */
    public void adjust(String dollars) {
        send(new AdjustBalance(
                ledger(), new AdjustmentId(UUID.randomUUID()), null, Usd.of(dollars), "for a test", id, Instant.now()));
    }

    /** All minutes up to this one are over and are charged, whatever the clock says. */
    public void chargeThrough(Minute minute) {
        send(new ChargeMinute(List.of(ledger()), minute, minute.end()));
    }

    /** All that ever happened to the money. */
    public List<LedgerEvent> ledgerEvents() {
        return server.bean(EventStore.class)
                .readEvents(ledger().toString(), 0)
                .asStream()
                .map(DomainEventMessage::getPayload)
                .map(LedgerEvent.class::cast)
                .toList();
    }

    private void send(Command command) {
        server.bean(CommandGateway.class).sendAndWait(command);
    }
}
