package dev.litevps.command.vps;

import dev.litevps.command.Aggregates;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.TimeToLive;
import dev.litevps.command.ledger.Ledgers;
import dev.litevps.command.plan.PlanTerms;
import dev.litevps.command.plan.Plans;
import dev.litevps.command.snapshot.VpsSnapshots;
import dev.litevps.command.sshkey.SshKeys;
import dev.litevps.command.token.AccessTokens;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.command.vps.VpsCommand.StartVps;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/**
 * The decisions that involve a VPS and its owner's money: both are taken in one unit of work. One hour of the price is
 * held from the request to create or start until the machine can be reached, when its meter opens, or cannot.
 */
@Component
class VpsFunding {

    private final Repository<Vps> machines;
    private final VpsSnapshots snapshots;
    private final Plans plans;
    private final SshKeys sshKeys;
    private final AccessTokens accessTokens;
    private final Ledgers ledgers;

    VpsFunding(
            Repository<Vps> machines,
            VpsSnapshots snapshots,
            Plans plans,
            SshKeys sshKeys,
            AccessTokens accessTokens,
            Ledgers ledgers) {
        this.machines = machines;
        this.snapshots = snapshots;
        this.plans = plans;
        this.sshKeys = sshKeys;
        this.accessTokens = accessTokens;
        this.ledgers = ledgers;
    }

    @CommandHandler
    void handle(CreateVps command) {
        Aggregate<Vps> vps = Aggregates.loadOrCreate(machines, command.vpsId(), Vps::new);
        if (vps.invoke(Vps::exists)) {
            return;
        }
        requireWellFormed(command);
        PlanTerms terms = plans.orderable(command.planId());
        List<String> keys = sshKeys.publicKeys(command.accountId(), command.sshKeyIds());
        accessTokens.requireNotRevoked(command.tokenId());
        ledgers.hold(command.accountId(), command.vpsId(), command.tokenId(), terms.pricePerHour(), command.at());
        vps.execute(fresh -> fresh.request(command, terms, keys));
    }

    @CommandHandler
    void handle(TryCreateVps command) {
        CreateVps request = command.request();
        requireWellFormed(request);
        PlanTerms terms = plans.orderable(request.planId());
        sshKeys.publicKeys(request.accountId(), request.sshKeyIds());
        ledgers.requireSpendable(request.accountId(), request.tokenId(), terms.pricePerHour());
    }

    private static void requireWellFormed(CreateVps request) {
        MachineName.require(request.name());
        TimeToLive.require(request.ttlMinutes());
        Labels.require(request.labels());
    }

    @CommandHandler
    void handle(StartVps command) {
        Aggregate<Vps> vps =
                Aggregates.load(machines, command.vpsId(), RejectionCode.UNKNOWN_VPS, "there is no such VPS");
        if (vps.invoke(machine -> machine.startable(command.accountId()))) {
            snapshots.requireIdle(command.vpsId());
            PlanTerms terms = plans.current(vps.invoke(Vps::plan));
            accessTokens.requireNotRevoked(command.tokenId());
            ledgers.hold(command.accountId(), command.vpsId(), command.tokenId(), terms.pricePerHour(), command.at());
            vps.execute(machine -> machine.requestStart(command.tokenId(), command.at()));
        }
    }
}
