import type { NewObject } from "../cluster/controllers/controller.ts";
import { configMap, container, deployment, httpProbe, namespace, resources, service } from "./manifest.ts";

const inShop = (name: string) => ({ name, namespace: "shop" });

/** A web shop as a team runs it: everything here is healthy. */
export function shop(): NewObject[] {
  return [
    namespace("shop", "storefront"),
    configMap(inShop("web-config"), { CURRENCY: "EUR", THEME: "winter" }),
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: inShop("web-credentials"),
      type: "Opaque",
      data: { "api-key": Buffer.from("only-a-playground").toString("base64") },
    },
    web(),
    checkout(),
    cart(),
    deployment(inShop("payments"), 2, {
      containers: [container("payments", "registry.example.com/shop/payments:1.12.0")],
    }),
    db(),
    ...["web", "checkout", "cart", "payments"].map((name) => service(inShop(name))),
    service(inShop("db"), { clusterIP: "None", ports: [{ name: "postgres", port: 5432, targetPort: "postgres" }] }),
    cartAutoscaler(),
    checkoutBudget(),
    ingress(),
  ];
}

function web(): NewObject {
  const env = [
    { name: "LOG_LEVEL", value: "info" },
    { name: "CURRENCY", valueFrom: { configMapKeyRef: { name: "web-config", key: "CURRENCY" } } },
    { name: "API_KEY", valueFrom: { secretKeyRef: { name: "web-credentials", key: "api-key" } } },
  ];
  const readinessProbe = httpProbe("/healthz", 1);
  const deployed = deployment(inShop("web"), 3, {
    containers: [container("web", "registry.example.com/shop/web:2.3.0", { env, readinessProbe })],
  });
  deployed.metadata.annotations = { "kubernetes.io/change-cause": "web 2.3.0: gift cards" };
  deployed.spec.strategy = { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "25%", maxSurge: "25%" } };
  return deployed;
}

/** Two containers: the service itself, and a proxy beside it. */
function checkout(): NewObject {
  const app = container("app", "registry.example.com/shop/checkout:4.7.1", { readinessProbe: httpProbe("/ready", 1) });
  const envoy = {
    name: "envoy",
    image: "docker.io/envoyproxy/envoy:v1.36.2",
    ports: [{ name: "proxy", containerPort: 9901 }],
    resources: resources("50m", "64Mi"),
  };
  return deployment(inShop("checkout"), 2, { containers: [app, envoy] });
}

function cart(): NewObject {
  return deployment(inShop("cart"), 2, {
    containers: [container("cart", "registry.example.com/shop/cart:3.0.4", { resources: resources("200m", "256Mi") })],
  });
}

function db(): NewObject {
  const postgres = {
    name: "postgres",
    image: "docker.io/library/postgres:17.5",
    ports: [{ name: "postgres", containerPort: 5432 }],
    env: [{ name: "PGDATA", value: "/var/lib/postgresql/data/pgdata" }],
    resources: resources("500m", "1Gi"),
    readinessProbe: { exec: { command: ["pg_isready"] }, initialDelaySeconds: 1 },
    volumeMounts: [{ name: "data", mountPath: "/var/lib/postgresql/data" }],
  };
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { ...inShop("db"), labels: { app: "db" } },
    spec: {
      replicas: 3,
      serviceName: "db",
      selector: { matchLabels: { app: "db" } },
      // Not a volumeClaimTemplate: no simulated cluster has storage to hand out, and the pods would wait for it.
      template: {
        metadata: { labels: { app: "db" } },
        spec: { containers: [postgres], volumes: [{ name: "data", emptyDir: {} }] },
      },
    },
  };
}

function cartAutoscaler(): NewObject {
  const target = { type: "Utilization", averageUtilization: 70 };
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: inShop("cart"),
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "cart" },
      minReplicas: 2,
      maxReplicas: 6,
      metrics: [{ type: "Resource", resource: { name: "cpu", target } }],
    },
  };
}

function checkoutBudget(): NewObject {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: inShop("checkout"),
    spec: { minAvailable: 1, selector: { matchLabels: { app: "checkout" } } },
  };
}

function ingress(): NewObject {
  const backend = { service: { name: "web", port: { name: "http" } } };
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: inShop("shop"),
    spec: { rules: [{ host: "shop.example.com", http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }] },
  };
}
