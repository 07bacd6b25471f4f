# The relay alone: no simulator, no tests, no development packages. Node runs the TypeScript as it is.
FROM node:24-bookworm-slim@sha256:235600a8101ab264e117b1768e925532262668dc9b581ef1dd7d96ced463b8e7

ENV NODE_ENV=production
WORKDIR /app

# First what seldom changes, so that a new version of the relay does not install everything again.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force

COPY LICENSE ./
COPY src ./src

# The image's own unprivileged user owns the store's folder and nothing else.
RUN install -d -o node -g node -m 0700 /data
USER node

# 0.0.0.0 lets other machines in, so the relay refuses to start without ADMIN_TOKEN.
ENV HOST=0.0.0.0 PORT=8080 STORE_URL=sqlite:/data/stormrelay.db
VOLUME /data
EXPOSE 8080

HEALTHCHECK --interval=15s --timeout=3s --start-period=10s --retries=3 \
  CMD node -e "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"

# Node itself is process 1 and hears SIGTERM; give it 10 s to settle what is in flight.
STOPSIGNAL SIGTERM
CMD ["node", "--disable-warning=ExperimentalWarning", "src/cli/stormrelay.js", "serve"]
