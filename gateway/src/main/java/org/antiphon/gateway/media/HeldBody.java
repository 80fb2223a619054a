package org.antiphon.gateway.media;

import com.linecorp.armeria.common.HttpData;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A request's body that stays open when its reader has had enough. To cancel it would reset an HTTP/2 stream before the
 * answer that says why is out; the server drops the body by itself after the answer.
 *
 * @param body the body
 */
record HeldBody(Publisher<? extends HttpData> body) implements Publisher<HttpData> {
    @Override
    public void subscribe(Subscriber<? super HttpData> reader) {
        body.subscribe(new Holder(reader));
    }

    private static final class Holder implements Subscriber<HttpData> {
        private final Subscriber<? super HttpData> reader;
        private volatile boolean done;

        Holder(Subscriber<? super HttpData> reader) {
            this.reader = reader;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            reader.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {
                    if (!done) {
                        subscription.request(n);
                    }
                }

                @Override
                public void cancel() {
                    done = true;
                }
            });
        }

        @Override
        public void onNext(HttpData data) {
            if (!done) {
                reader.onNext(data);
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (!done) {
                reader.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            if (!done) {
                reader.onComplete();
            }
        }
    }
}
