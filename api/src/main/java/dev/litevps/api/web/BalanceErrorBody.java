package dev.litevps.api.web;

import java.math.BigDecimal;

/**
 * The answer 402.
 *
 * @param balance what the account can spend, in US dollars: its balance less what is held for VPSes in the making
 * @param required what it would need, in US dollars
 */
public record BalanceErrorBody(String error, String code, BigDecimal balance, BigDecimal required) {}
