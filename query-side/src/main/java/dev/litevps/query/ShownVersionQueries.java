package dev.litevps.query;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which view shows the events of which aggregate. */
@Configuration(proxyBeanMethods = false)
class ShownVersionQueries {

    @Bean
    ShownVersionQuery shownAccessTokenVersion() {
        return byId("AccessToken", "access_token_view");
    }

    @Bean
    ShownVersionQuery shownAccountVersion() {
        return byId("Account", "account_view");
    }

    /** Each event is in one row of the account's, so the latest of them is in the row with the highest version. */
    @Bean
    ShownVersionQuery shownAlertAddressesVersion() {
        return new ShownVersionQuery("AlertAddresses", """
                select version from alert_address_view
                where account_id = cast(replace(:identifier, 'alerts-', '') as uuid)
                order by version desc limit 1""");
    }

    @Bean
    ShownVersionQuery shownAddressPoolVersion() {
        return byId("AddressPool", "address_pool_view");
    }

    @Bean
    ShownVersionQuery shownHostVersion() {
        return byId("Host", "host_view");
    }

    /** As with alert addresses: the latest event is in the row with the highest version. */
    @Bean
    ShownVersionQuery shownJobsVersion() {
        return new ShownVersionQuery("Jobs", """
                select version from job_view
                where vps_id = cast(replace(:identifier, 'jobs-', '') as uuid)
                order by version desc limit 1""");
    }

    @Bean
    ShownVersionQuery shownLedgerVersion() {
        return new ShownVersionQuery("Ledger", "select version from balance_view where ledger_id = :identifier");
    }

    @Bean
    ShownVersionQuery shownMoneyApprovalVersion() {
        return byId("MoneyApproval", "money_approval_view");
    }

    @Bean
    ShownVersionQuery shownPlanVersion() {
        return byId("Plan", "plan_view");
    }

    @Bean
    ShownVersionQuery shownSettingsVersion() {
        return new ShownVersionQuery("Settings", "select version from settings_view where id = :identifier");
    }

    /** As with alert addresses: the latest event is in the row with the highest version. */
    @Bean
    ShownVersionQuery shownSnapshotsVersion() {
        return new ShownVersionQuery("Snapshots", """
                select version from snapshot_view
                where vps_id = cast(replace(:identifier, 'snapshots-', '') as uuid)
                order by version desc limit 1""");
    }

    @Bean
    ShownVersionQuery shownSshKeyVersion() {
        return byId("SshKey", "ssh_key_view");
    }

    @Bean
    ShownVersionQuery shownTemplateVersion() {
        return byId("Template", "template_view");
    }

    @Bean
    ShownVersionQuery shownTopUpVersion() {
        return byId("TopUp", "top_up_view");
    }

    @Bean
    ShownVersionQuery shownVpsVersion() {
        return byId("Vps", "vps_view");
    }

    private static ShownVersionQuery byId(String aggregateType, String table) {
        return new ShownVersionQuery(
                aggregateType, "select version from " + table + " where id = cast(:identifier as uuid)");
    }
}
