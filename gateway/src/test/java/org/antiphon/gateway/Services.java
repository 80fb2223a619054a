package org.antiphon.gateway;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.antiphon.proto.content.v1.BlobServiceGrpc;
import org.antiphon.proto.content.v1.GetUploadRequest;
import org.antiphon.proto.content.v1.GetUploadResponse;
import org.antiphon.proto.content.v1.ReadImageRequest;
import org.antiphon.proto.content.v1.ReadImageResponse;
import org.antiphon.proto.content.v1.ReadRequest;
import org.antiphon.proto.content.v1.ReadResponse;
import org.antiphon.proto.content.v1.UploadRequest;
import org.antiphon.proto.content.v1.UploadResponse;
import org.antiphon.proto.content.v1.UploadServiceGrpc;
import org.antiphon.proto.content.v1.WatchUploadRequest;
import org.antiphon.proto.content.v1.WatchUploadResponse;
import org.antiphon.proto.discovery.v1.GetTrackRequest;
import org.antiphon.proto.discovery.v1.GetTrackResponse;
import org.antiphon.proto.discovery.v1.GetTrackStreamRequest;
import org.antiphon.proto.discovery.v1.GetTrackStreamResponse;
import org.antiphon.proto.discovery.v1.GetUnclaimedTrackIdRequest;
import org.antiphon.proto.discovery.v1.GetUnclaimedTrackIdResponse;
import org.antiphon.proto.discovery.v1.ListTracksRequest;
import org.antiphon.proto.discovery.v1.ListTracksResponse;
import org.antiphon.proto.discovery.v1.ListTrendingTracksRequest;
import org.antiphon.proto.discovery.v1.ListTrendingTracksResponse;
import org.antiphon.proto.discovery.v1.SearchTracksRequest;
import org.antiphon.proto.discovery.v1.SearchTracksResponse;
import org.antiphon.proto.discovery.v1.TrackServiceGrpc;
import org.antiphon.proto.identity.v1.PlayServiceGrpc;
import org.antiphon.proto.identity.v1.RecordPlaysRequest;
import org.antiphon.proto.identity.v1.RecordPlaysResponse;
import org.antiphon.proto.identity.v1.RelayRequest;
import org.antiphon.proto.identity.v1.RelayResponse;
import org.antiphon.proto.identity.v1.RelayServiceGrpc;

/** The services behind a gateway under test: the real wire contract, with answers that each test decides. */
final class Services {
    private Services() {}

    /** A unary handler that answers with a value or fails. */
    static <Q, A> BiConsumer<Q, StreamObserver<A>> answering(Function<Q, A> answer) {
        return (request, observer) -> {
            try {
                observer.onNext(answer.apply(request));
                observer.onCompleted();
            } catch (RuntimeException failure) {
                observer.onError(failure);
            }
        };
    }

    static final class Tracks extends TrackServiceGrpc.TrackServiceImplBase {
        final BlockingQueue<Object> requests = new LinkedBlockingQueue<>();
        volatile BiConsumer<GetTrackRequest, StreamObserver<GetTrackResponse>> getTrack =
                answering(request -> GetTrackResponse.getDefaultInstance());
        volatile Function<GetTrackStreamRequest, GetTrackStreamResponse> getTrackStream =
                request -> GetTrackStreamResponse.getDefaultInstance();

        @Override
        public void getTrack(GetTrackRequest request, StreamObserver<GetTrackResponse> observer) {
            requests.add(request);
            getTrack.accept(request, observer);
        }

        @Override
        public void listTracks(ListTracksRequest request, StreamObserver<ListTracksResponse> observer) {
            requests.add(request);
            answering((ListTracksRequest each) -> ListTracksResponse.getDefaultInstance())
                    .accept(request, observer);
        }

        @Override
        public void listTrendingTracks(
                ListTrendingTracksRequest request, StreamObserver<ListTrendingTracksResponse> observer) {
            requests.add(request);
            answering((ListTrendingTracksRequest each) -> ListTrendingTracksResponse.getDefaultInstance())
                    .accept(request, observer);
        }

        @Override
        public void searchTracks(SearchTracksRequest request, StreamObserver<SearchTracksResponse> observer) {
            requests.add(request);
            answering((SearchTracksRequest each) -> SearchTracksResponse.getDefaultInstance())
                    .accept(request, observer);
        }

        @Override
        public void getTrackStream(GetTrackStreamRequest request, StreamObserver<GetTrackStreamResponse> observer) {
            requests.add(request);
            answering(getTrackStream).accept(request, observer);
        }

        @Override
        public void getUnclaimedTrackId(
                GetUnclaimedTrackIdRequest request, StreamObserver<GetUnclaimedTrackIdResponse> observer) {
            answering((GetUnclaimedTrackIdRequest each) ->
                            GetUnclaimedTrackIdResponse.newBuilder().setData(2).build())
                    .accept(request, observer);
        }
    }

    static final class Uploads extends UploadServiceGrpc.UploadServiceImplBase {
        volatile Function<StreamObserver<UploadResponse>, StreamObserver<UploadRequest>> upload =
                observer -> new Discarding<>();
        volatile BiConsumer<WatchUploadRequest, StreamObserver<WatchUploadResponse>> watchUpload =
                (request, observer) -> observer.onCompleted();
        volatile Function<GetUploadRequest, GetUploadResponse> getUpload =
                request -> GetUploadResponse.getDefaultInstance();

        @Override
        public StreamObserver<UploadRequest> upload(StreamObserver<UploadResponse> observer) {
            return upload.apply(observer);
        }

        @Override
        public void watchUpload(WatchUploadRequest request, StreamObserver<WatchUploadResponse> observer) {
            watchUpload.accept(request, observer);
        }

        @Override
        public void getUpload(GetUploadRequest request, StreamObserver<GetUploadResponse> observer) {
            answering(getUpload).accept(request, observer);
        }
    }

    static final class Blobs extends BlobServiceGrpc.BlobServiceImplBase {
        volatile BiConsumer<ReadRequest, StreamObserver<ReadResponse>> read =
                (request, observer) -> observer.onCompleted();
        volatile BiConsumer<ReadImageRequest, StreamObserver<ReadImageResponse>> readImage =
                (request, observer) -> observer.onCompleted();

        @Override
        public void read(ReadRequest request, StreamObserver<ReadResponse> observer) {
            read.accept(request, observer);
        }

        @Override
        public void readImage(ReadImageRequest request, StreamObserver<ReadImageResponse> observer) {
            readImage.accept(request, observer);
        }
    }

    static final class Relays extends RelayServiceGrpc.RelayServiceImplBase {
        volatile Function<RelayRequest, RelayResponse> relay = request -> RelayResponse.getDefaultInstance();

        @Override
        public void relay(RelayRequest request, StreamObserver<RelayResponse> observer) {
            answering(relay).accept(request, observer);
        }
    }

    static final class Plays extends PlayServiceGrpc.PlayServiceImplBase {
        final BlockingQueue<RecordPlaysRequest> recorded = new LinkedBlockingQueue<>();

        @Override
        public void recordPlays(RecordPlaysRequest request, StreamObserver<RecordPlaysResponse> observer) {
            recorded.add(request);
            answering((RecordPlaysRequest each) -> RecordPlaysResponse.getDefaultInstance())
                    .accept(request, observer);
        }
    }

    /** Takes a stream in and does nothing with it. */
    static class Discarding<T> implements StreamObserver<T> {
        @Override
        public void onNext(T value) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }

    /** Collects a request stream and answers at its end. */
    static <Q, A> Function<StreamObserver<A>, StreamObserver<Q>> collecting(
            BiConsumer<List<Q>, StreamObserver<A>> onEnd) {
        return observer -> new Discarding<>() {
            private final List<Q> all = new ArrayList<>();

            @Override
            public void onNext(Q value) {
                all.add(value);
            }

            @Override
            public void onCompleted() {
                onEnd.accept(all, observer);
            }
        };
    }
}
