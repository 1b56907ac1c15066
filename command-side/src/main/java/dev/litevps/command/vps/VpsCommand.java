package dev.litevps.command.vps;

import dev.litevps.command.Command;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.sshkey.SshKeyId;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a VPS: by its owner (those with an {@code accountId}), or by the processes that look after it.
 * The latter come late or twice as a matter of course; where they no longer fit the VPS's state, they change nothing.
 */
public sealed interface VpsCommand extends Command {

    VpsId vpsId();

    /**
     * Ask for a VPS, and hold one hour of its plan's price.
     *
     * @param tokenId the access token with which it is asked for, if it is one; what the VPS costs counts as spent by it
     * @param template the slug of the template with which it is asked for, if it is one; the plan is chosen already
     * @param ttlMinutes after how many minutes, counted from {@code at}, it is destroyed; null if not by itself
     * @param labels under which its owner finds it again
     */
    record CreateVps(
            @TargetAggregateIdentifier VpsId vpsId,
            AccountId accountId,
            @Nullable AccessTokenId tokenId,
            String name,
            PlanId planId,
            @Nullable String template,
            @Nullable Integer ttlMinutes,
            Map<String, @Nullable String> labels,
            List<SshKeyId> sshKeyIds,
            Instant at)
            implements VpsCommand {
        public CreateVps {
            labels = Collections.unmodifiableMap(new TreeMap<>(labels));
            sshKeyIds = List.copyOf(sshKeyIds);
        }

        /** Without a template and labels, and until somebody destroys it. */
        public CreateVps(
                VpsId vpsId,
                AccountId accountId,
                @Nullable AccessTokenId tokenId,
                String name,
                PlanId planId,
                List<SshKeyId> sshKeyIds,
                Instant at) {
            this(vpsId, accountId, tokenId, name, planId, null, null, Map.of(), sshKeyIds, at);
        }
    }

    /** Find a host and an address; where there is none, the provisioning failed. */
    record PlaceVps(@TargetAggregateIdentifier VpsId vpsId, Instant at) implements VpsCommand {}

    /** The machine runs and its SSH server greets with this key. */
    record ReportProvisioned(@TargetAggregateIdentifier VpsId vpsId, String sshHostKey, Instant at)
            implements VpsCommand {}

    /** The machine could not be built in time. */
    record FailProvisioning(@TargetAggregateIdentifier VpsId vpsId, FailureReason reason, String message, Instant at)
            implements VpsCommand {}

    /**
     * Change what its owner says about the VPS; all of it, or nothing if any of it is refused.
     *
     * @param name null if it shall stay what it is
     * @param expiry null if it shall stay what it is
     * @param labels all that it shall have; null if they shall stay what they are
     */
    record UpdateVps(
            @TargetAggregateIdentifier VpsId vpsId,
            AccountId accountId,
            @Nullable String name,
            @Nullable Expiry expiry,
            @Nullable Map<String, @Nullable String> labels,
            Instant at)
            implements VpsCommand {

        public UpdateVps {
            labels = labels == null ? null : Collections.unmodifiableMap(new TreeMap<>(labels));
        }

        /**
         * When the VPS shall be destroyed by itself.
         *
         * @param ttlMinutes how many minutes after the command; null if never
         */
        public record Expiry(@Nullable Integer ttlMinutes) {}
    }

    /**
     * Switch a stopped VPS on, and hold one hour of its plan's price.
     *
     * @param tokenId the access token with which it is asked for, if it is one; what the VPS costs now counts as spent by it
     */
    record StartVps(
            @TargetAggregateIdentifier VpsId vpsId,
            AccountId accountId,
            @Nullable AccessTokenId tokenId,
            Instant at) implements VpsCommand {}

    /** The machine runs again and its SSH server greets. */
    record ReportStarted(@TargetAggregateIdentifier VpsId vpsId, Instant at) implements VpsCommand {}

    /** Shut a running VPS down. */
    record StopVps(@TargetAggregateIdentifier VpsId vpsId, AccountId accountId, Instant at) implements VpsCommand {}

    /** The machine is off. */
    record ReportStopped(@TargetAggregateIdentifier VpsId vpsId, Instant at) implements VpsCommand {}

    /** Reboot a running VPS. */
    record RestartVps(@TargetAggregateIdentifier VpsId vpsId, AccountId accountId, Instant at) implements VpsCommand {}

    /** The machine rebooted and its SSH server greets. */
    record ReportRestarted(@TargetAggregateIdentifier VpsId vpsId, Instant at) implements VpsCommand {}

    /** A start, stop or restart did not succeed in time. */
    record FailPowerChange(@TargetAggregateIdentifier VpsId vpsId, FailureReason reason, String message, Instant at)
            implements VpsCommand {}

    /**
     * The machine was found switched off, though nobody had asked for it.
     *
     * @param lastRunningAt when it was found running for the last time
     */
    record ReportFoundOff(@TargetAggregateIdentifier VpsId vpsId, Instant lastRunningAt, Instant at)
            implements VpsCommand {}

    /** The machine was not found on its host. */
    record ReportLost(@TargetAggregateIdentifier VpsId vpsId, String message, Instant lastSeenAt, Instant at)
            implements VpsCommand {}

    /** Stop the VPS if it runs and nobody pays for it: the account or the access token that created it has no money left. */
    record SuspendVps(@TargetAggregateIdentifier VpsId vpsId, Instant at) implements VpsCommand {}

    /** Destroy the VPS if its account's grace time is over and there is still no money. */
    record ForfeitVps(@TargetAggregateIdentifier VpsId vpsId, Instant at) implements VpsCommand {}

    /** Destroy the VPS if its time to live is over. */
    record ExpireVps(@TargetAggregateIdentifier VpsId vpsId, Instant at) implements VpsCommand {}

    /** Destroy the VPS, whatever its state. */
    record DestroyVps(@TargetAggregateIdentifier VpsId vpsId, AccountId accountId, Instant at) implements VpsCommand {}

    /** Nothing of the machine is left on its host: give back address, capacity and hold. */
    record CompleteTeardown(@TargetAggregateIdentifier VpsId vpsId, Instant at) implements VpsCommand {}
}
