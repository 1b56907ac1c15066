package dev.litevps.api.audit;

import dev.litevps.query.vps.VpsState;
import dev.litevps.query.vps.VpsTransition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/**
 * What an event says of the state of its aggregate: not what it is about itself, such as the amount of a movement or the reason of
 * a stop, which no later event changes.
 */
final class Said {

    /** What names an event, or explains it, and is no part of a state. */
    private static final Set<String> OWN =
            Set.of("at", "accountId", "vpsId", "ledgerId", "actor", "reason", "message", "cause");

    /** Each event of these is about another thing among many: two of them say nothing of each other. */
    private static final Set<String> COLLECTIONS =
            Set.of("AddressPool", "AlertAddresses", "Fleet", "Host", "Jobs", "Snapshots");

    /** As the members of a ledger's events are called, and as its view calls the same. */
    private static final Map<String, String> OF_LEDGER =
            Map.of("balanceAfter", "balance", "balance", "balance", "heldAfter", "held", "graceEndsAt", "graceEndsAt");

    private static final String STATE = "state";
    private static final String TRANSITION = "transition";

    private Said() {}

    /** By the name of what it is said of. */
    static Map<String, JsonNode> of(@Nullable String aggregateType, String type, JsonNode payload) {
        Map<String, JsonNode> said = new LinkedHashMap<>();
        switch (aggregateType) {
            case "Vps" -> {
                addVps(type, said);
                addMembers(payload, said);
            }
            case "Ledger" -> {
                payload.properties().forEach(member -> {
                    String name = OF_LEDGER.get(member.getKey());
                    if (name != null) {
                        said.put(name, member.getValue());
                    }
                });
                if (type.equals("BalanceRestored")) {
                    said.put("graceEndsAt", nothing());
                }
            }
            case null -> addMembers(payload, said);
            default -> {
                if (!COLLECTIONS.contains(aggregateType)) {
                    addMembers(payload, said);
                }
            }
        }
        return said;
    }

    private static void addMembers(JsonNode payload, Map<String, JsonNode> said) {
        payload.properties().stream()
                .filter(member -> !OWN.contains(member.getKey()))
                .forEach(member -> said.put(member.getKey(), member.getValue()));
    }

    /** In the words of the view, which has them of the same events; of what is destroyed it has the time. No member says them. */
    private static void addVps(String type, Map<String, JsonNode> said) {
        switch (type) {
            case "VpsRequested" -> put(said, VpsState.CREATING, null);
            case "VpsProvisioned", "VpsStarted", "VpsRestarted" -> put(said, VpsState.RUNNING, null);
            case "VpsStopped" -> put(said, VpsState.STOPPED, null);
            case "VpsProvisioningFailed", "VpsPowerChangeFailed", "VpsLost" -> put(said, VpsState.ERROR, null);
            case "VpsStartRequested" -> put(said, VpsState.STOPPED, VpsTransition.STARTING);
            case "VpsStopRequested" -> said.put(TRANSITION, word(VpsTransition.STOPPING.code()));
            case "VpsRestartRequested" -> said.put(TRANSITION, word(VpsTransition.RESTARTING.code()));
            case "VpsDestroyRequested" -> said.put(TRANSITION, word(VpsTransition.DESTROYING.code()));
            case "VpsReclaimed" -> {
                said.put(TRANSITION, nothing());
                said.put("placement", nothing());
            }
            case "VpsDestroyed" -> {
                said.put(STATE, word("destroyed"));
                said.put(TRANSITION, nothing());
                said.put("placement", nothing());
            }
            case "VpsExpiryCleared" -> said.put("expiresAt", nothing());
            default -> {
                // The others say all that they change.
            }
        }
    }

    private static void put(Map<String, JsonNode> said, VpsState state, @Nullable VpsTransition transition) {
        said.put(STATE, word(state.code()));
        said.put(TRANSITION, transition == null ? nothing() : word(transition.code()));
    }

    private static JsonNode word(String word) {
        return StringNode.valueOf(word);
    }

    private static JsonNode nothing() {
        return JsonNodeFactory.instance.nullNode();
    }
}
