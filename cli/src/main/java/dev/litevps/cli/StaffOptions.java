package dev.litevps.cli;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The options of every command of staff: which server, who asks, and how the answer is shown. */
final class StaffOptions {

    private static final JsonMapper JSON = new JsonMapper();

    /** The most that the server gives at once. */
    private static final int LARGEST_PAGE = 1_000;

    @Spec(Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "TABLE",
            description = "json or table (default).")
    private OutputForm output = OutputForm.TABLE;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description =
                    "Names what is asked for, so that it is done once however often it is sent; a new one if left out.")
    private String key = UUID.randomUUID().toString();

    ServerOptions server() {
        return server;
    }

    AnswerPrinter printer() {
        return new AnswerPrinter(command.commandLine().getOut(), output);
    }

    /** Reads a path and shows what is answered. {@link CommandFailure} if the server refuses. */
    int show(String path, BiConsumer<AnswerPrinter, JsonNode> how) {
        try (ApiClient client = server.connectWithCredentials()) {
            how.accept(printer(), required(client.get(path)));
        }
        return ExitStatus.DONE;
    }

    /** Reads rows of a list, in as many pages as it takes, and shows them; if there are more, that is said. */
    int showRows(
            String path,
            Map<String, ? extends @Nullable Object> parameters,
            int limit,
            BiConsumer<AnswerPrinter, JsonNode> how) {
        int page = page(limit);
        Map<String, @Nullable Object> asked = new LinkedHashMap<>(parameters);
        asked.put("limit", page);
        try (ApiClient client = server.connectWithCredentials()) {
            return showSome(client.list(path(path, asked), limit + 1L, page), limit, how);
        }
    }

    /** Shows as many of the rows as are wanted, and says whether there are more. */
    int showSome(List<JsonNode> rows, int limit, BiConsumer<AnswerPrinter, JsonNode> how) {
        ArrayNode shown = JSON.createArrayNode();
        rows.stream().limit(limit).forEach(shown::add);
        how.accept(printer(), shown);
        if (rows.size() > limit) {
            say("There is more: ask with a higher --limit.");
        }
        return ExitStatus.DONE;
    }

    /** How many rows are asked for at once if so many are wanted: one more than those, to know whether there are more. */
    int page(int limit) {
        if (limit < 1) {
            throw new ParameterException(command.commandLine(), "The limit is at least 1.");
        }
        return (int) Math.min(limit + 1L, LARGEST_PAGE);
    }

    /** Tells people something beside the answer, where it is in no program's way. */
    void say(String sentence) {
        PrintWriter err = command.commandLine().getErr();
        err.println(sentence);
        err.flush();
    }

    /** Asks for something and shows what came of it. {@link CommandFailure} if the server refuses. */
    int ask(String path, Map<String, ? extends @Nullable Object> body) {
        printer().one(asked(path, body));
        return ExitStatus.DONE;
    }

    /** Asks for something. {@link CommandFailure} if the server refuses. */
    JsonNode asked(String path, Map<String, ? extends @Nullable Object> body) {
        ObjectNode json = JSON.createObjectNode();
        body.forEach((member, value) -> {
            if (value != null) {
                json.putPOJO(member, value);
            }
        });
        ApiClient client = server.connectWithCredentials();
        try (client) {
            Exchange exchange = client.post(path, JSON.readTree(JSON.writeValueAsString(json)), key);
            if (exchange.isUncertain() || (!exchange.isSuccess() && client.lostAnAnswer())) {
                throw repeatable(exchange.failure());
            }
            return required(exchange);
        } catch (CommandFailure failure) {
            boolean isUnanswered =
                    failure.exitStatus() == ExitStatus.TIMEOUT || failure.exitStatus() == ExitStatus.UNREACHABLE;
            throw isUnanswered ? repeatable(failure) : failure;
        }
    }

    private CommandFailure repeatable(CommandFailure failure) {
        return new CommandFailure(
                failure.exitStatus(),
                failure.getMessage() + " It may have been done all the same: repeat it with --idempotency-key " + key
                        + ".");
    }

    static JsonNode required(Exchange exchange) {
        if (!exchange.isSuccess()) {
            throw exchange.failure();
        }
        return exchange.answer();
    }

    /** The path with these parameters; those without a value are left out. */
    static String path(String path, Map<String, ? extends @Nullable Object> parameters) {
        Map<String, String> given = new LinkedHashMap<>();
        parameters.forEach((name, value) ->
                Optional.ofNullable(value).ifPresent(present -> given.put(name, String.valueOf(present))));
        return given.isEmpty()
                ? path
                : path + "?"
                        + given.entrySet().stream()
                                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                                .collect(Collectors.joining("&"));
    }

    /** As it stands in a path or a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
