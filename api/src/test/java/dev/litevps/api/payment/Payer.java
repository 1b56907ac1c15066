package dev.litevps.api.payment;

import dev.litevps.api.account.AccountRegistrar;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Server;
import dev.litevps.command.topup.TopUpCommand.RequestTopUp;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.events.topup.TopUpId;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A customer with an account of their own, who begins with nothing. */
record Payer(Server server, AccountId account, Client client) {

    private static final String PASSWORD = "correct horse";

    static Payer register(Server server) {
        AccountId account = new AccountId(UUID.randomUUID());
        String email = account + "@example.com";
        server.bean(AccountRegistrar.class).register(account, Role.CUSTOMER, email, PASSWORD);
        return new Payer(server, account, Client.logIn(server.url(), email, PASSWORD));
    }

    /** Asks for a top-up, whose checkout is not looked at; answers its id. */
    String request(String dollars) {
        TopUpId id = new TopUpId(UUID.randomUUID());
        server.bean(CommandGateway.class).sendAndWait(new RequestTopUp(id, account, Usd.of(dollars), Instant.now()));
        return id.toString();
    }

    /** The balance as every answer says it. */
    String balance() {
        return client.get("/api/me").header("X-Balance-Remaining");
    }

    /** How often the ledger was credited, by its events. */
    long credits() {
        return JdbcClient.create(server.bean(DataSource.class))
                .sql("SELECT count(*) FROM domain_event_entry WHERE payload_type LIKE '%FundsCredited'"
                        + " AND aggregate_identifier = ?")
                .param("ledger-" + account)
                .query(Long.class)
                .single();
    }
}
