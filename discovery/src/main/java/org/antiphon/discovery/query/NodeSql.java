package org.antiphon.discovery.query;

/** What is read of nodes. */
public final class NodeSql {
    /** Index: service_providers_pkey. */
    public static final Selection<NodeView> ROWS = Selection.of(
            NodeView.class,
            "service_nodes",
            "'owner_stake', coalesce((SELECT total_staked FROM service_providers p WHERE p.provider = t.owner), 0)",
            "service_type",
            "sp_id");

    /** Index: service_nodes_pkey, service_nodes_of_owner. */
    public static final Listing<NodeView> NODES = ROWS.byKey();

    /** Index: service_types_pkey, service_nodes_pkey. */
    public static final Listing<NodeView.Type> TYPES = Selection.of(
                    NodeView.Type.class, "service_types", """
                    'node_count', (SELECT count(*) FROM service_nodes n WHERE n.service_type = t.service_type AND n.is_registered)
                    """, "service_type")
            .byKey();

    private NodeSql() {}
}
