package dev.litevps.bench.simulation;

import dev.litevps.command.Command;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.token.AccessTokenId;
import java.time.Instant;

/** Let the machines that a token creates cost this much. Where tokens come from is no matter of money. */
record LimitSpending(AccountId accountId, AccessTokenId tokenId, Usd limit, Instant at) implements Command {}
