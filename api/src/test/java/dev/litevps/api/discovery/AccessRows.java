package dev.litevps.api.discovery;

import dev.litevps.query.settings.SettingsRow;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How each route is tried out: with ids of things that are there, and in a way that whoever may do it is answered always the
 * same. What only reads needs no row, as long as the ids in its path are known here.
 */
final class AccessRows {

    /**
     * One request.
     *
     * @param body JSON; null for none
     */
    record Call(String path, @Nullable String body) {}

    /**
     * A route, tried out.
     *
     * @param call made anew for each who may do it, since some can be done once only
     * @param allowed what is answered to those who may
     * @param others what is answered to those who may call the route, but to whom what it names does not belong
     * @param limited what is answered to the owner's token with a spend limit; 403 is answered to everybody's
     */
    record Row(Supplier<Call> call, int allowed, int others, int limited) {}

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final int MULTI_STATUS = 207;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private static final String NOBODYS_ID = "01a208f7-8b94-7945-9c9d-cba318e6ebc4";

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final AccessWorld world;

    AccessRows(AccessWorld world) {
        this.world = world;
        addPublic();
        addPortal();
        addMachines();
        addParts();
        addAccount();
        addAdministration();
        addOperations();
        addReplays();
        addSeals();
        addSupportMoney();
        addHistory();
    }

    /** The row of a route; empty if nobody has said how it is tried out. */
    Optional<Row> of(String method, String path) {
        Row row = rows.get(method + " " + path);
        if (row == null && method.equals("GET")) {
            String filled = filled(path);
            boolean owned = !filled.equals(path) && !path.startsWith("/api/templates");
            return filled.contains("{")
                    ? Optional.empty()
                    : Optional.of(row(() -> new Call(filled, null), OK, owned ? NOT_FOUND : OK, OK));
        }
        return Optional.ofNullable(row);
    }

    /** The path with the ids of things that are there; braces stay where it names what this class does not know. */
    private String filled(String path) {
        return path.replace("/api/vps/{id}", "/api/vps/" + world.running())
                .replace("/api/admin/hosts/{id}", "/api/admin/hosts/" + world.host())
                .replace("/api/billing/charges/{id}", "/api/billing/charges/" + world.charge())
                .replace("{slug}", "ubuntu-22-small")
                .replace("{job_id}", world.job());
    }

    private static Row row(Supplier<Call> call, int allowed, int others, int limited) {
        return new Row(call, allowed, others, limited);
    }

    private void add(String route, int allowed, int others, Supplier<Call> call) {
        rows.put(route, row(call, allowed, others, allowed));
    }

    private void add(String route, int all, String path, @Nullable String body) {
        add(route, all, all, () -> new Call(path, body));
    }

    private void addPublic() {
        add("POST /api/auth/register", BAD_REQUEST, "/api/auth/register", "{}");
        add("POST /api/auth/login", BAD_REQUEST, "/api/auth/login", "{}");
        add("POST /api/billing/stripe/webhook", BAD_REQUEST, "/api/billing/stripe/webhook", "{}");
        add("GET /checkout/{id}", NOT_FOUND, "/checkout/" + NOBODYS_ID, null);
        add("POST /checkout/{id}", NOT_FOUND, "/checkout/" + NOBODYS_ID, null);
    }

    private void addPortal() {
        add("GET /portal/{file}", OK, "/portal/portal.css", null);
    }

    private void addMachines() {
        String one = "/api/vps/" + world.running();
        add("POST /api/vps", OK, "/api/vps?dry_run=true", """
                {"name":"web","plan_id":"%s"}""".formatted(world.plan()));
        add("PUT /api/vps/{id}", OK, NOT_FOUND, () -> new Call(one, """
                {"name":"%s"}""".formatted(world.name())));
        add("DELETE /api/vps/{id}", ACCEPTED, NOT_FOUND, () -> new Call("/api/vps/" + world.newVps(), null));
        add("POST /api/vps/{id}/start", CONFLICT, NOT_FOUND, () -> new Call(one + "/start", null));
        add(
                "POST /api/vps/{id}/stop",
                CONFLICT,
                NOT_FOUND,
                () -> new Call("/api/vps/" + world.halted() + "/stop", null));
        add(
                "POST /api/vps/{id}/restart",
                CONFLICT,
                NOT_FOUND,
                () -> new Call("/api/vps/" + world.halted() + "/restart", null));
        add("POST /api/vps/batch", BAD_REQUEST, "/api/vps/batch", "{\"vms\":[]}");
        add(
                "DELETE /api/vps/batch",
                MULTI_STATUS,
                MULTI_STATUS,
                () -> new Call("/api/vps/batch", """
                {"ids":["%s"]}""".formatted(world.newVps())));
        add(
                "POST /api/vps/batch/exec",
                MULTI_STATUS,
                MULTI_STATUS,
                () -> new Call("/api/vps/batch/exec", """
                {"ids":["%s"],"command":"true"}""".formatted(world.running())));
    }

    private void addParts() {
        String one = "/api/vps/" + world.running();
        add("POST /api/vps/{id}/exec", OK, NOT_FOUND, () -> new Call(one + "/exec", "{\"command\":\"true\"}"));
        add("GET /api/vps/{id}/files", OK, NOT_FOUND, () -> new Call(one + "/files?path=/etc/hostname", null));
        add(
                "PUT /api/vps/{id}/files",
                CREATED,
                NOT_FOUND,
                () -> new Call(one + "/files?path=/root/" + world.name(), "content"));
        add("DELETE /api/vps/{id}/jobs/{job_id}", OK, NOT_FOUND, () -> new Call(one + "/jobs/" + world.job(), null));
        add(
                "POST /api/vps/{id}/snapshots",
                BAD_REQUEST,
                NOT_FOUND,
                () -> new Call(one + "/snapshots", "{\"name\":\"../x\"}"));
        String snapshot = world.newSnapshot();
        add(
                "POST /api/vps/{id}/snapshots/{name}/restore",
                CONFLICT,
                NOT_FOUND,
                () -> new Call(one + "/snapshots/" + snapshot + "/restore", null));
        add(
                "DELETE /api/vps/{id}/snapshots/{name}",
                ACCEPTED,
                NOT_FOUND,
                () -> new Call(one + "/snapshots/" + world.newSnapshot(), null));
    }

    private void addAccount() {
        rows.put("POST /api/auth/logout-all", row(this::endSessions, NO_CONTENT, NO_CONTENT, FORBIDDEN));
        add("POST /api/keys", CREATED, CREATED, () -> new Call("/api/keys", """
                {"name":"laptop","public_key":"%s"}""".formatted(PublicKeys.some())));
        add("DELETE /api/keys/{id}", NO_CONTENT, NOT_FOUND, () -> new Call("/api/keys/" + world.newKey(), null));
        rows.put(
                "POST /api/tokens",
                row(() -> new Call("/api/tokens", "{\"name\":\"ci\"}"), CREATED, CREATED, FORBIDDEN));
        rows.put(
                "DELETE /api/tokens/{id}",
                row(() -> new Call("/api/tokens/" + world.newToken(), null), NO_CONTENT, NOT_FOUND, FORBIDDEN));
        add("POST /api/billing/add-funds", OK, "/api/billing/add-funds", "{\"amount\":5}");
        add(
                "POST /api/billing/notify-emails",
                CREATED,
                CREATED,
                () -> new Call("/api/billing/notify-emails", """
                {"email":"%s@example.com"}""".formatted(world.name())));
        add(
                "DELETE /api/billing/notify-emails/{id}",
                NO_CONTENT,
                NOT_FOUND,
                () -> new Call("/api/billing/notify-emails/" + world.newNotifyEmail(), null));
    }

    private Call endSessions() {
        world.beginSessionsAgain();
        return new Call("/api/auth/logout-all", null);
    }

    private void addSupportMoney() {
        String account = "/api/support/accounts/" + world.ownersAccount();
        String month = YearMonth.now(ZoneOffset.UTC).toString();
        add("GET /api/billing/statements/{month}", OK, "/api/billing/statements/" + month, null);
        add(
                "GET /api/audit/accounts/{id}/statements/{month}",
                OK,
                "/api/audit/accounts/" + world.ownersAccount() + "/statements/" + month,
                null);
        add("GET /api/support/accounts", OK, "/api/support/accounts?email=nobody@example.com", null);
        add("GET /api/support/accounts/{id}", OK, account, null);
        add("POST /api/support/accounts/{id}/credits", CREATED, account + "/credits", """
                {"amount":0.000001,"reason":"a test"}""");
        add("POST /api/support/accounts/{id}/refunds", CREATED, account + "/refunds", """
                {"amount":0.000001,"reason":"a test"}""");
        add("POST /api/support/accounts/{id}/corrections", CREATED, account + "/corrections", """
                {"amount":0.000001,"reason":"a test"}""");
        add(
                "POST /api/support/accounts/{id}/erase",
                OK,
                OK,
                () -> new Call("/api/support/accounts/" + world.newAccount() + "/erase", """
                {"reason":"a test"}"""));
        add("GET /api/support/approvals/{id}", OK, "/api/support/approvals/" + world.newApproval(), null);
        add(
                "POST /api/support/approvals/{id}/approve",
                OK,
                OK,
                () -> new Call("/api/support/approvals/" + world.newApproval() + "/approve", null));
        add(
                "POST /api/support/approvals/{id}/reject",
                OK,
                OK,
                () -> new Call("/api/support/approvals/" + world.newApproval() + "/reject", """
                {"reason":"a test"}"""));
    }

    private void addAdministration() {
        String host = "/api/admin/hosts/" + world.host();
        add("PUT /api/admin/settings", OK, "/api/admin/settings", """
                {"max_batch_size":%d}""".formatted(SettingsRow.DEFAULTS.maxBatchSize()));
        add("POST /api/admin/plans", BAD_REQUEST, "/api/admin/plans", "{}");
        add(
                "PUT /api/admin/plans/{id}",
                OK,
                OK,
                () -> new Call("/api/admin/plans/" + world.plan(), """
                {"name":"%s"}""".formatted(world.name())));
        add("DELETE /api/admin/plans/{id}", OK, OK, () -> new Call("/api/admin/plans/" + world.newPlan(), null));
        add("POST /api/admin/templates", BAD_REQUEST, "/api/admin/templates", "{}");
        add(
                "PUT /api/admin/templates/{slug}",
                OK,
                OK,
                () -> new Call("/api/admin/templates/debian-12-small", """
                {"description":"%s"}""".formatted(world.name())));
        add(
                "DELETE /api/admin/templates/{slug}",
                OK,
                OK,
                () -> new Call("/api/admin/templates/" + world.newTemplate(), null));
        add("POST /api/admin/hosts", BAD_REQUEST, "/api/admin/hosts", "{}");
        add("DELETE /api/admin/hosts/{id}", CONFLICT, host, null);
        add("POST /api/admin/hosts/{id}/cordon", OK, host + "/cordon", null);
        add("POST /api/admin/hosts/{id}/uncordon", OK, host + "/uncordon", null);
        add("POST /api/admin/hosts/{id}/drain", OK, host + "/drain", null);
    }

    private void addHistory() {
        add("GET /api/audit/events/{id}", NOT_FOUND, "/api/audit/events/" + NOBODYS_ID, null);
        add("GET /api/audit/vps/{id}/timeline", OK, "/api/audit/vps/" + world.running() + "/timeline", null);
        add(
                "GET /api/audit/accounts/{id}/timeline",
                NOT_FOUND,
                "/api/audit/accounts/" + NOBODYS_ID + "/timeline",
                null);
    }

    private void addReplays() {
        add("GET /api/audit/vps/{id}", OK, "/api/audit/vps/" + world.running(), null);
        add("GET /api/audit/tokens/{id}", NOT_FOUND, "/api/audit/tokens/" + NOBODYS_ID, null);
        String account = "/api/audit/accounts/" + NOBODYS_ID;
        add("GET /api/audit/accounts/{id}/balance", NOT_FOUND, account + "/balance", null);
        add("GET /api/audit/accounts/{id}/ledger", NOT_FOUND, account + "/ledger", null);
        add("GET /api/audit/addresses/{address}", NOT_FOUND, "/api/audit/addresses/127.0.0.1", null);
        add("POST /api/support/drift-checks", BAD_REQUEST, "/api/support/drift-checks", "{}");
        String rebuild = "/api/support/rebuilds/" + NOBODYS_ID;
        String because = "{\"reason\":\"to see\"}";
        add("POST /api/support/rebuilds", BAD_REQUEST, "/api/support/rebuilds", "{}");
        add("GET /api/support/rebuilds/{id}", NOT_FOUND, rebuild, null);
        for (String order : List.of("pause", "resume", "cancel", "swap")) {
            add("POST /api/support/rebuilds/{id}/" + order, NOT_FOUND, rebuild + "/" + order, because);
        }
        add("GET /api/support/drift-checks/{id}", NOT_FOUND, "/api/support/drift-checks/" + NOBODYS_ID, null);
    }

    private void addOperations() {
        String because = "{\"reason\":\"to see\"}";
        String process = "/api/support/processes/" + NOBODYS_ID;
        add("POST /api/admin/staff", BAD_REQUEST, "/api/admin/staff", "{}");
        add("GET /api/support/processes/{id}", NOT_FOUND, process, null);
        add("POST /api/support/processes/{id}/retry", NOT_FOUND, process + "/retry", because);
        add("POST /api/support/processes/{id}/compensate", NOT_FOUND, process + "/compensate", because);
        add("GET /api/support/tasks/{name}/{instance}", OK, "/api/support/tasks/reconcile/recurring", null);
        add(
                "POST /api/support/tasks/{name}/{instance}/retry",
                NOT_FOUND,
                "/api/support/tasks/machine-order/" + NOBODYS_ID + "/retry",
                because);
        String letters = "/api/support/dead-letters/query.vps/" + NOBODYS_ID;
        add("GET /api/support/dead-letters/{group}/{aggregate}", NOT_FOUND, letters, null);
        add("POST /api/support/dead-letters/{group}/{aggregate}/retry", NOT_FOUND, letters + "/retry", because);
        add("POST /api/support/dead-letters/{group}/{aggregate}/discard", NOT_FOUND, letters + "/discard", because);
        add("POST /api/support/reconciliations", ACCEPTED, "/api/support/reconciliations", because);
    }

    private void addSeals() {
        rows.put("GET /api/audit/checkpoints/latest", row(() -> sealed("/api/audit/checkpoints/latest"), OK, OK, OK));
        rows.put(
                "GET /api/audit/checkpoints/consistency",
                row(() -> sealed("/api/audit/checkpoints/consistency?from=0"), OK, OK, OK));
        rows.put(
                "GET /api/audit/events/{id}/proof",
                row(() -> sealed("/api/audit/events/" + world.sealedEvent() + "/proof"), OK, OK, OK));
    }

    /** Once there is a checkpoint. */
    private Call sealed(String path) {
        world.sealedEvent();
        return new Call(path, null);
    }
}
