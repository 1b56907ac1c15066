package dev.litevps.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which events are meant: all of what is given must be true. */
final class EventFilter {

    @Option(names = "--aggregate", paramLabel = "ID", description = "Of this aggregate.")
    private @Nullable String aggregate;

    @Option(names = "--aggregate-type", paramLabel = "TYPE", description = "Of aggregates of this type, such as Vps.")
    private @Nullable String aggregateType;

    @Option(names = "--type", paramLabel = "TYPE", description = "Of this type, such as VpsRequested.")
    private @Nullable String type;

    @Option(names = "--account", paramLabel = "ID", description = "That concern this account.")
    private @Nullable String account;

    @Option(names = "--actor", paramLabel = "ID", description = "That this account brought about.")
    private @Nullable String actor;

    @Option(names = "--vps", paramLabel = "ID", description = "That concern this VPS.")
    private @Nullable String vps;

    @Option(names = "--request", paramLabel = "ID", description = "That came of this request.")
    private @Nullable String request;

    @Option(names = "--from", paramLabel = "TIME", description = "Not before it, such as 2026-11-01T00:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before it.")
    private @Nullable String to;

    @Option(names = "--from-sequence", paramLabel = "N", description = "From this one of the aggregate's events on.")
    private @Nullable Long fromSequence;

    @Option(names = "--to-sequence", paramLabel = "N", description = "Up to this one of the aggregate's events.")
    private @Nullable Long toSequence;

    /** What is asked of the server, by name; what was not given is null. */
    Map<String, @Nullable Object> parameters() {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("aggregate", aggregate);
        parameters.put("aggregate_type", aggregateType);
        parameters.put("type", type);
        parameters.put("account", account);
        parameters.put("actor", actor);
        parameters.put("vps", vps);
        parameters.put("request_id", request);
        parameters.put("from", from);
        parameters.put("to", to);
        parameters.put("from_sequence", fromSequence);
        parameters.put("to_sequence", toSequence);
        return parameters;
    }
}
