package dev.litevps.api.platform;

import dev.litevps.api.account.AccountRegistrar;
import dev.litevps.api.security.Credentials;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerId;
import java.time.Clock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** The account that the API reference's Quick Start logs in with, and its play money. */
@Component
class DemoAccount {

    static final String EMAIL = "agent@example.com";
    static final String PASSWORD = "s3cr3t";

    private static final Usd PLAY_MONEY = Usd.of("10.00");

    private final AccountRegistrar registrar;
    private final Credentials credentials;
    private final CommandGateway gateway;
    private final Clock clock;

    DemoAccount(AccountRegistrar registrar, Credentials credentials, CommandGateway gateway, Clock clock) {
        this.registrar = registrar;
        this.credentials = credentials;
        this.gateway = gateway;
        this.clock = clock;
    }

    void ensure() {
        AccountId accountId = new AccountId(LocalHost.named("account/demo"));
        if (!credentials.isTaken(EMAIL)) {
            registrar.register(accountId, Role.CUSTOMER, EMAIL, PASSWORD);
        }
        gateway.sendAndWait(new CreditFunds(
                new LedgerId(accountId),
                new CreditId(LocalHost.named("credit/demo")),
                CreditKind.DEMO,
                PLAY_MONEY,
                "play money of the demo account",
                clock.instant()));
    }
}
