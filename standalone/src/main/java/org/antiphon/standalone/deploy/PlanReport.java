package org.antiphon.standalone.deploy;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.antiphon.chain.DeploymentPlan;
import org.antiphon.chain.DeploymentPlan.PlannedStep;

/** A plan for people, and for programs. */
final class PlanReport {
    private final DeploymentPlan plan;

    PlanReport(DeploymentPlan plan) {
        this.plan = plan;
    }

    void print(PrintWriter out) {
        out.printf(
                "chain %d, block %d, deployer %s with %s ETH%n",
                plan.chainId(), plan.head(), plan.deployer(), ether(plan.balance()));
        for (var planned : plan.steps()) {
            var name = planned.step().name();
            out.printf(
                    "  %-10s %-45s %s%n", state(planned), name, plan.addresses().getOrDefault(name, ""));
        }
        out.printf(
                "%d of %d steps to send, at most %,d gas at %s gwei: %s ETH%n",
                plan.pending().size(),
                plan.steps().size(),
                plan.gas(),
                new BigDecimal(plan.gasPrice(), 9).stripTrailingZeros().toPlainString(),
                ether(plan.cost()));
    }

    Map<String, Object> document() {
        var document = new TreeMap<String, Object>();
        document.put("chainId", plan.chainId());
        document.put("deployer", plan.deployer());
        document.put("balance", plan.balance());
        document.put("gas", plan.gas());
        document.put("gasPrice", plan.gasPrice());
        document.put("pending", plan.pending().size());
        document.put("steps", plan.steps().stream().map(this::step).toList());
        return document;
    }

    static List<Map<String, Object>> documents(List<DeploymentPlan> plans) {
        return plans.stream().map(plan -> new PlanReport(plan).document()).toList();
    }

    private Map<String, String> step(PlannedStep planned) {
        var entry = new TreeMap<String, String>();
        var name = planned.step().name();
        entry.put("name", name);
        entry.put("state", state(planned));
        if (plan.addresses().containsKey(name)) {
            entry.put("address", plan.addresses().getOrDefault(name, ""));
        }
        return entry;
    }

    private static String state(PlannedStep planned) {
        return switch (planned.state()) {
            case DONE -> "there";
            case CHANGED -> "changed";
            case OTHER -> "other code";
            case FAILED -> "failed";
            case PENDING -> "to send";
        };
    }

    private static String ether(BigInteger wei) {
        return new BigDecimal(wei, 18).stripTrailingZeros().toPlainString();
    }
}
