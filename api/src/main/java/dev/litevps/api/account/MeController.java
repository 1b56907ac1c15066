package dev.litevps.api.account;

import dev.litevps.api.secrets.PersonalData;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.Commands;
import dev.litevps.api.web.Dollars;
import dev.litevps.query.account.AccountQueries;
import dev.litevps.query.ledger.BalanceQueries;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /api/me}. */
@RestController
class MeController {

    private final AccountQueries accounts;
    private final BalanceQueries balances;
    private final PersonalData personalData;
    private final Commands commands;

    MeController(AccountQueries accounts, BalanceQueries balances, PersonalData personalData, Commands commands) {
        this.accounts = accounts;
        this.balances = balances;
        this.personalData = personalData;
        this.commands = commands;
    }

    /**
     * The account and its money.
     *
     * @param email null once the account was erased
     * @param balance in US dollars
     * @param held how much of the balance is set aside for VPSes that are being created or started, in US dollars
     */
    record MeResponse(String id, @Nullable String email, String role, BigDecimal balance, BigDecimal held) {}

    @GetMapping("/api/me")
    Mono<MeResponse> me(@AuthenticationPrincipal Caller caller) {
        return Mono.zip(accounts.byId(caller.accountId()), balances.byAccount(caller.accountId()))
                .flatMap(found -> commands.blocking(() -> {
                    Optional<String> email = Optional.ofNullable(found.getT1().email())
                            .flatMap(encrypted -> personalData.decrypt(caller.accountId(), encrypted));
                    return new MeResponse(
                            caller.accountId().toString(),
                            email.orElse(null),
                            caller.role().name().toLowerCase(Locale.ROOT),
                            Dollars.of(found.getT2().balance()),
                            Dollars.of(found.getT2().held()));
                }));
    }
}
