package org.antiphon.discovery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.antiphon.chain.RpcListener;

/** Counts how the nodes of one chain answer. They are named by host: the rest of their URLs may hold keys. */
final class RpcMetrics implements RpcListener {
    private final MeterRegistry registry;
    private final Tags chain;

    RpcMetrics(MeterRegistry registry, String chainName) {
        this.registry = registry;
        this.chain = Tags.of("chain", chainName);
    }

    @Override
    public void answered(String node) {
        count("rpc.requests", chain.and("node", node, "outcome", "answered"));
    }

    @Override
    public void failed(String node) {
        count("rpc.requests", chain.and("node", node, "outcome", "failed"));
    }

    @Override
    public void dropped(String node, String reason) {
        count("rpc.provider.drops", chain.and("node", node));
    }

    @Override
    public void switched(String from, String to) {
        count("rpc.provider.switches", chain.and("from", from, "to", to));
    }

    private void count(String name, Tags tags) {
        registry.counter(name, tags).increment();
    }
}
