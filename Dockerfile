# syntax=docker/dockerfile:1
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY .node24 .node24
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY tsconfig.json LICENSE ./
COPY commands commands
COPY src src
# Node strips the types as it loads; what it compiled is kept, so that a start does not compile again. The Kubernetes
# client is named apart, because the bot loads it only once Slack is being connected.
ENV NODE_COMPILE_CACHE=/app/.compiled
RUN node src/main.ts --version && node --eval "import('@kubernetes/client-node')"

# No shell and no package manager: nothing to use for whoever gets in.
FROM gcr.io/distroless/nodejs24-debian12:nonroot
WORKDIR /app
COPY --from=build /app /app
ENV NODE_ENV=production NODE_COMPILE_CACHE=/app/.compiled
USER 65532:65532
EXPOSE 3000 9464
CMD ["src/main.ts"]
