package dev.litevps.command;

import dev.litevps.command.account.AccountCommand.RegisterAccount;
import dev.litevps.command.address.AddressPoolCommand.CreateAddressPool;
import dev.litevps.command.approval.ApprovalTerms;
import dev.litevps.command.host.HostCommand.RegisterHost;
import dev.litevps.command.ledger.BillingTerms;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.command.plan.PlanCommand.PublishPlan;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.command.vps.VpsCommand.PlaceVps;
import dev.litevps.command.vps.VpsCommand.ReportProvisioned;
import dev.litevps.events.Minute;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.account.Role;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostId;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.vps.VpsId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The people and things that the rules are told with. */
public final class World {

    public static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    public static final Usd HOUR = Usd.of("0.60");
    public static final Resources SMALL = new Resources(1, 1_024, 10);
    public static final String HOST_KEY = "ssh-ed25519 AAAA";

    public static final AccountId ANN = new AccountId(new UUID(1, 1));
    public static final AccountId BOB = new AccountId(new UUID(1, 2));
    public static final PlanId PLAN = new PlanId(new UUID(2, 1));
    public static final HostId HOST = new HostId(new UUID(3, 1));
    public static final HostId OTHER_HOST = new HostId(new UUID(3, 2));
    public static final AddressPoolId POOL = new AddressPoolId(new UUID(4, 1));

    /** As far as any account was charged before these tests begin. */
    public static final Minute CHARGED_THROUGH = Minute.of(NOW).plus(5);

    /** Disks are kept for three days; a balance is low below a dollar, or if it lasts for less than a day. */
    public static final BillingTerms TERMS =
            new BillingTerms(Duration.ofHours(72), Duration.ofHours(24), Usd.of("1.00"));

    /** More than 20 USD have to be approved, within a week. */
    public static final ApprovalTerms APPROVALS =
            new ApprovalTerms(Usd.of("20.00"), Usd.of("50.00"), Duration.ofDays(7));

    private World() {}

    public static VpsId vps(int number) {
        return new VpsId(new UUID(5, number));
    }

    public static RegisterAccount account(AccountId id) {
        return new RegisterAccount(id, new EncryptedText("c2VjcmV0"), Role.CUSTOMER, NOW);
    }

    public static CreditFunds credit(AccountId id, String dollars) {
        return new CreditFunds(
                new LedgerId(id),
                new CreditId(UUID.nameUUIDFromBytes(dollars.getBytes(StandardCharsets.UTF_8))),
                CreditKind.GRANT,
                Usd.of(dollars),
                "welcome",
                NOW);
    }

    public static PublishPlan plan() {
        return new PublishPlan(PLAN, "Small", SMALL, HOUR, NOW);
    }

    /** A network of /29 has six addresses to give. */
    public static CreateAddressPool pool(String network) {
        return new CreateAddressPool(POOL, network, 2222, NOW);
    }

    public static RegisterHost host(HostId id, Resources capacity) {
        return new RegisterHost(id, "host-" + id, capacity, POOL, NOW);
    }

    public static CreateVps createVps(AccountId owner, int number) {
        return new CreateVps(vps(number), owner, null, "web-" + number, PLAN, List.of(), NOW);
    }

    public static PlaceVps placeVps(int number) {
        return new PlaceVps(vps(number), NOW);
    }

    public static ReportProvisioned provisioned(int number) {
        return new ReportProvisioned(vps(number), HOST_KEY, NOW);
    }

    /** Ann with ten dollars, one plan, and one host that has room for four machines and six addresses. */
    public static Command[] ready() {
        return new Command[] {
            account(ANN),
            account(BOB),
            credit(ANN, "10.00"),
            plan(),
            pool("127.0.2.0/29"),
            host(HOST, new Resources(4, 4_096, 40))
        };
    }
}
