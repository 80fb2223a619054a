package org.antiphon.discovery.grpc;

import io.grpc.BindableService;
import java.net.URI;
import org.antiphon.discovery.query.DatabaseClock;
import org.antiphon.discovery.query.IndexQueries;
import org.antiphon.discovery.query.SearchQueries;
import org.antiphon.discovery.query.TrackQueries;
import org.antiphon.discovery.query.TrendingQueries;
import org.antiphon.discovery.query.UserQueries;
import org.antiphon.discovery.stream.StreamGrants;
import org.antiphon.server.Database;

/** Puts the services of the index together. */
public final class GrpcServices {
    private GrpcServices() {}

    /** The services over a database of the index. */
    public static BindableService[] over(Database database, URI publicUrl, StreamGrants grants, DatabaseClock clock) {
        var users = new UserQueries(database);
        var tracks = new TrackQueries(database, users);
        var search = new SearchQueries(database, tracks, users);
        var images = new ImageUrls(publicUrl);
        var userMessages = new UserMessages(images);
        var trackMessages = new TrackMessages(publicUrl, images, userMessages);
        return new BindableService[] {
            new TrackGrpcService(tracks, new TrendingQueries(database, tracks, clock), search, grants, trackMessages),
            new UserGrpcService(users, tracks, search, userMessages, trackMessages),
            new IndexGrpcService(new IndexQueries(database))
        };
    }
}
