package org.antiphon.discovery.grpc;

import io.grpc.BindableService;
import java.net.URI;
import java.util.stream.Stream;
import org.antiphon.discovery.nodes.NodeHealths;
import org.antiphon.discovery.query.IndexQueries;
import org.antiphon.discovery.query.RowQueries;
import org.antiphon.discovery.query.SearchQueries;
import org.antiphon.discovery.query.TrackQueries;
import org.antiphon.discovery.query.TrendingQueries;
import org.antiphon.discovery.query.UserQueries;
import org.antiphon.discovery.query.Watches;
import org.antiphon.discovery.stream.StreamGrants;
import org.antiphon.server.Database;

/** Puts the services of the index together. */
public final class GrpcServices {
    private GrpcServices() {}

    /** The services about users, tracks and the index itself. */
    public static Stream<BindableService> ofData(Database database, URI publicUrl, StreamGrants grants) {
        var users = new UserQueries(database);
        var tracks = new TrackQueries(database, users);
        var search = new SearchQueries(database, tracks, users);
        var images = new ImageUrls(publicUrl);
        var userMessages = new UserMessages(images);
        var trackMessages = new TrackMessages(publicUrl, images, userMessages);
        return Stream.of(
                new TrackGrpcService(tracks, new TrendingQueries(database, tracks), search, grants, trackMessages),
                new UserGrpcService(users, tracks, search, userMessages, trackMessages),
                new IndexGrpcService(new IndexQueries(database)));
    }

    /** The services about the network: its nodes, stakes, votes, cases and sales. */
    public static Stream<BindableService> ofNetwork(RowQueries rows, Watches watches, NodeHealths nodes) {
        var lists = new Lists(rows);
        return Stream.of(
                new NodeGrpcService(rows, lists, watches, new NodeMessages(nodes)),
                new StakingGrpcService(rows, lists, watches),
                new GovernanceGrpcService(rows, lists, watches),
                new ArbitrationGrpcService(rows, lists, watches),
                new PaymentGrpcService(rows, lists, watches));
    }
}
