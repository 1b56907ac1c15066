package dev.litevps.query.view;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A view: what one processing group makes of the events, and the tables that nobody but it writes. */
public enum View {
    ACCOUNT("query.account", "account_view"),
    ADDRESS("query.address", "address_pool_view", "address_lease_view"),
    ALERT("query.alert", "alert_address_view"),
    APPROVAL("query.approval", "money_approval_view"),
    CATALOGUE("query.catalogue", "plan_view", "price_view"),
    FINDING("query.finding", "finding_view"),
    HISTORY("query.history", "history_entry"),
    HOST("query.host", "host_view"),
    JOB("query.job", "job_view"),
    LEDGER("query.ledger", "balance_view", "ledger_entry", "charge_hour", "meter_interval"),
    SETTINGS("query.settings", "settings_view"),
    SNAPSHOT("query.snapshot", "snapshot_view"),
    SSH_KEY("query.sshkey", "ssh_key_view"),
    TEMPLATE("query.template", "template_view", "template_order_view"),
    TOKEN("query.token", "access_token_view"),
    TOKEN_SPENDING("query.token-spending", "token_spending_view"),
    TOP_UP("query.topup", "top_up_view"),
    VPS("query.vps", "vps_view");

    private final String group;

    @SuppressWarnings("ImmutableEnumChecker") // It is a copy that nobody can change.
    private final List<String> tables;

    View(String group, String... tables) {
        this.group = group;
        this.tables = List.of(tables);
    }

    /** The view that is made by this processing group; empty if none is. */
    public static Optional<View> of(String group) {
        return Arrays.stream(values()).filter(view -> view.group.equals(group)).findFirst();
    }

    /** The processing group that makes it, by which people name it too. */
    public String group() {
        return group;
    }

    /**
     * Whether its projection does nothing but add rows, and finds none but by their primary keys: then the other indexes of an empty
     * copy can wait until it is filled.
     */
    public boolean isOnlyAddedTo() {
        return this == HISTORY;
    }

    /** Its tables. */
    public List<String> tables() {
        return tables;
    }
}
